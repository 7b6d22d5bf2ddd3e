/** A program whose short options or bare arguments are secrets; options with telling names need no row. */
export interface Tool {
  readonly names: readonly string[];
  /** Only after this word: `docker login -p` takes a password, `docker run -p` a port. */
  readonly command?: string;
  /** Options whose next word is the secret. */
  readonly options?: readonly string[];
  /** Options that the secret follows within the same word. */
  readonly joined?: readonly string[];
  /** Options whose next word is a user and the secret, with the sign between them. */
  readonly pairs?: Readonly<Record<string, string>>;
  /** Which argument without an option is the secret, counted from 1 behind the command. */
  readonly argument?: number;
}

export const tools: readonly Tool[] = [
  {
    names: [
      'mysql',
      'mysqldump',
      'mysqladmin',
      'mysqlimport',
      'mysqlcheck',
      'mysqlpump',
      'mysqlsh',
      'mariadb',
      'mariadb-dump',
      'mycli',
      'xtrabackup',
    ],
    joined: ['-p'],
  },
  {
    names: [
      'mongo',
      'mongosh',
      'mongodump',
      'mongorestore',
      'mongoexport',
      'mongoimport',
      'influx',
      'rabbitmqadmin',
      'snowsql',
      'clickhouse-client',
      'trino',
      'vsql',
      'cypher-shell',
    ],
    options: ['-p'],
    joined: ['-p'],
  },
  {
    names: ['docker', 'podman', 'nerdctl', 'buildah', 'skopeo', 'crane', 'oras', 'helm', 'regctl', 'cosign'],
    command: 'login',
    options: ['-p'],
    joined: ['-p'],
  },
  {
    names: ['az', 'oc', 'cf', 'ibmcloud', 'harbor', 'quay', 'jf', 'jfrog', 'argocd', 'doctl'],
    command: 'login',
    options: ['-p', '-t'],
  },
  { names: ['sshpass'], options: ['-p'], joined: ['-p'] },
  { names: ['twine', 'flit', 'poetry', 'uv'], options: ['-p'] },
  {
    names: ['curl', 'wget2'],
    options: ['--proxy-pass', '--pass'],
    pairs: { '-u': ':', '--user': ':', '-U': ':', '--proxy-user': ':', '--user:': ':' },
  },
  { names: ['http', 'https', 'xh', 'httpie'], pairs: { '-a': ':', '--auth': ':' } },
  { names: ['lftp'], pairs: { '-u': ',' } },
  { names: ['smbclient', 'rpcclient', 'net'], pairs: { '-U': '%' } },
  { names: ['ftp', 'ncftpput', 'ncftpget', 'ncftp'], options: ['-p'] },
  { names: ['redis-cli'], options: ['-a', '--pass'] },
  { names: ['sqlcmd', 'bcp', 'osql', 'isql', 'tsql'], options: ['-P'], joined: ['-P'] },
  {
    names: ['ldapsearch', 'ldapadd', 'ldapmodify', 'ldapdelete', 'ldapwhoami', 'ldappasswd'],
    options: ['-w', '-s'],
  },
  { names: ['mosquitto_pub', 'mosquitto_sub'], options: ['-P'] },
  { names: ['zip', 'unzip', 'zipcloak'], options: ['-P'], joined: ['-P'] },
  { names: ['7z', '7za', '7zz', '7zr', 'rar', 'unrar'], joined: ['-p'] },
  { names: ['nuget', 'dotnet', 'choco'], command: 'push', options: ['-k', '-ApiKey'] },
  { names: ['nuget', 'dotnet'], command: 'source', options: ['-p'] },
  { names: ['nuget'], command: 'setapikey', argument: 1 },
  { names: ['htpasswd'], command: '-b', argument: 3 },
  { names: ['htpasswd'], command: '-bc', argument: 3 },
  { names: ['htpasswd'], command: '-nb', argument: 2 },
  { names: ['htpasswd'], command: '-Bbn', argument: 2 },
  { names: ['htpasswd'], command: '-nbB', argument: 2 },
  { names: ['openssl'], options: ['-passin', '-passout', '-pass', '-k', '-K', '-hmac'] },
  { names: ['ssh-keygen'], options: ['-N', '-P'] },
  {
    names: ['keytool', 'jarsigner', 'apksigner'],
    options: ['-storepass', '-keypass', '-srcstorepass', '-deststorepass', '-destkeypass', '-new'],
  },
  { names: ['signtool', 'osslsigncode', 'azuresigntool', 'certutil'], options: ['/p', '-p', '-pass'] },
  { names: ['security'], options: ['-p', '-P', '-k'] },
  { names: ['codecov', 'codecov.sh', 'flyctl', 'fly', 'vercel', 'now', 'snyk', 'surge'], options: ['-t'] },
  { names: ['netlify'], options: ['-a', '--auth'] },
  { names: ['snyk'], command: 'auth', argument: 1 },
  { names: ['vault'], command: 'login', argument: 1 },
  { names: ['rabbitmqctl'], command: 'add_user', argument: 2 },
  { names: ['rabbitmqctl'], command: 'change_password', argument: 2 },
  { names: ['ngrok'], command: 'authtoken', argument: 1 },
  { names: ['ngrok'], command: 'add-authtoken', argument: 1 },
  { names: ['svn', 'hg', 'rsync', 'expect'], options: ['--password'] },
  { names: ['sqlplus', 'expdp', 'impdp', 'sqlldr'], argument: 1 },
  { names: ['snmpget', 'snmpwalk', 'snmpset'], options: ['-A', '-X', '-c'] },
  { names: ['ipmitool'], options: ['-P'] },
  { names: ['xfreerdp', 'rdesktop'], options: ['-p'], joined: ['/p:', '-p'] },
  { names: ['net', 'cmdkey'], joined: ['/pass:'] },
  { names: ['pscp', 'psftp', 'plink', 'putty'], options: ['-pw'] },
  // Settings of Poetry and Composer: `config http-basic.<repository> <user> <password>`.
  { names: ['http-basic'], argument: 2 },
  { names: ['pypi-token', 'github-oauth', 'gitlab-token'], argument: 1 },
  { names: ['chpasswd', 'usermod', 'useradd'], options: ['-p'] },
];
