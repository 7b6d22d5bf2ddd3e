// osls loads plug-ins by require() and takes what the module exports as the class.
module.exports = require('./serverless-plugin.ts').DeploymentPlugin;
