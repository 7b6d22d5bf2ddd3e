import { join } from 'node:path';
import type { Config } from '../shared/config/schema.ts';
import { backupsIn } from '../shared/core/backup-rules.ts';
import { backupAlarm } from './backup-alarm.ts';
import { bundleForBuild, bundleFunctions } from './bundle-function.ts';
import { checkLimits } from './check-limits.ts';
import { userConfig } from './config-file.ts';
import { configNames } from './config-names.ts';
import { errorAlarm } from './error-alarm.ts';
import { functionRole } from './function-role.ts';
import { lagAlarm } from './lag-alarm.ts';
import { queuePolicy } from './queue-policy.ts';
import { readConfig } from './read-config.ts';
import { replicationRunner, runnerCode, type ZipPlace } from './replication-runner.ts';
import type { Statement, Template } from './template.ts';
import { writeArtifact } from './write-artifact.ts';

/** Logical ids in serverless.yml that what is added here refers to. */
const DEAD_LETTER_QUEUE = 'DeadLetterQueue';
const OPERATOR_TOPIC = 'OperatorTopic';
const TABLE = 'Table';

/**
 * What packaging adds to the Serverless Framework: the configuration is checked first and named in the function
 * files, each function gets its own bundle, role and alarm, and the dead-letter queue its policy.
 */
export class DrawbridgePlugin {
  readonly hooks: Readonly<Record<string, () => void | Promise<void>>>;
  readonly configurationVariablesSources: Readonly<Record<string, VariableSource>>;
  readonly #serverless: Serverless;
  readonly #config: Config;

  constructor(serverless: Serverless) {
    this.#serverless = serverless;
    this.#config = withFrameworkError(serverless, () =>
      readConfig(serverless.serviceDir, userConfig(process.env)),
    );
    serverless.configSchemaHandler.defineFunctionProperties('aws', {
      properties: { roleStatements: { type: 'array' } },
    });
    this.configurationVariablesSources = { drawbridge: { resolve: (request) => this.#name(request) } };
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => this.#bundleFunctions(),
      'before:package:setupProviderConfiguration': () => this.#addRoles(),
      'before:package:compileEvents': () => {
        this.#addAlarms();
        this.#addReplicationRunner();
      },
      'after:package:compileEvents': () => this.#addQueuePolicy(),
      'before:aws:package:finalize:saveServiceState': () =>
        withFrameworkError(serverless, () => checkLimits(this.#template())),
    };
  }

  async #name({ address, resolveConfigurationProperty }: VariableRequest): Promise<{ value: unknown }> {
    const region = String(await resolveConfigurationProperty(['provider', 'region']));
    const names: Readonly<Record<string, unknown>> = configNames(this.#config, region);
    const value = names[address ?? ''];
    if (value === undefined)
      throw new this.#serverless.classes.Error(
        `\${drawbridge:${address ?? ''}} does not exist; there are ${Object.keys(names).join(', ')}`,
      );
    return { value };
  }

  async #bundleFunctions(): Promise<void> {
    const { service, serviceDir } = this.#serverless;
    const functions = service.getAllFunctions().map((functionName) => {
      const definition = service.getFunction(functionName);
      return { functionName, definition, modulePath: definition.handler.replace(/\.[^./]+$/, '') };
    });
    const parts = { folder: serviceDir, config: this.#config };
    const entries = functions.map(({ modulePath }) => `${modulePath}.ts`);
    const hasRunner = functions.some(({ functionName }) => functionName === runnerCode.functionName);
    const [bundles, runner] = await Promise.all([
      bundleFunctions({ ...parts, entries }),
      hasRunner ? bundleForBuild({ ...parts, entry: runnerCode.entry }) : undefined,
    ]);
    const folder = join(serviceDir, '.serverless');
    for (const [index, { functionName, definition, modulePath }] of functions.entries()) {
      const made = bundles[index];
      if (made === undefined) throw new Error(`${functionName} was not bundled`);
      const late = runner && functionName === runnerCode.functionName ? [...made.late, runner] : made.late;
      const bundle = { ...made, late };
      definition.package = { artifact: writeArtifact({ folder, functionName, modulePath, bundle }) };
    }
  }

  #addRoles(): void {
    const { service } = this.#serverless;
    for (const functionName of service.getAllFunctions()) {
      const definition = service.getFunction(functionName);
      const logicalId = `${pascalCase(functionName)}Role`;
      this.#template().Resources[logicalId] = functionRole({
        functionName: definition.name,
        statements: definition.roleStatements ?? [],
        deadLetterQueue: definition.destinations === undefined ? undefined : DEAD_LETTER_QUEUE,
      });
      definition.role = logicalId;
    }
  }

  #addAlarms(): void {
    const { service } = this.#serverless;
    for (const functionName of service.getAllFunctions())
      this.#template().Resources[`${pascalCase(functionName)}ErrorAlarm`] = errorAlarm(
        service.getFunction(functionName).name,
        OPERATOR_TOPIC,
      );
    this.#addLagAlarms();
    this.#addBackupAlarms();
  }

  #addBackupAlarms(): void {
    const { service } = this.#serverless;
    for (const name of Object.keys(backupsIn(this.#config.backup, service.provider.region)))
      this.#template().Resources[`${pascalCase(name)}BackupAlarm`] = backupAlarm({
        alarmName: `${service.service}-${service.provider.stage}-backup-${name}`,
        backup: name,
        service: service.service,
        topic: OPERATOR_TOPIC,
      });
  }

  /** For the replications that this Region's stack keeps; their metrics are in this Region too. */
  #addLagAlarms(): void {
    const { service } = this.#serverless;
    for (const [name, { from }] of Object.entries(this.#config.replication))
      if (from === service.provider.region)
        this.#template().Resources[`${pascalCase(name)}LagAlarm`] = lagAlarm({
          alarmName: `${service.service}-${service.provider.stage}-replication-lag-${name}`,
          replication: name,
          service: service.service,
          topic: OPERATOR_TOPIC,
        });
  }

  /** The framework has put the functions' zips into the template by now. Without replications there is nothing to run. */
  #addReplicationRunner(): void {
    const { service, provider } = this.#serverless.service;
    const names = configNames(this.#config, provider.region);
    if (names['replica-arns'].length === 0) return;
    const functionName = this.#serverless.service.getFunction(runnerCode.functionName).name;
    const { Properties = {} } =
      Object.values(this.#template().Resources).find(
        ({ Type, Properties: found }) =>
          Type === 'AWS::Lambda::Function' && found?.['FunctionName'] === functionName,
      ) ?? {};
    const resources = replicationRunner({
      projectName: `${service}-${provider.stage}-replication-runner`,
      // As the framework writes it (osls 4.3.1).
      zip: Properties['Code'] as ZipPlace,
      table: TABLE,
      sources: names['replicated-source-arns'],
      replicas: names['replica-arns'],
    });
    Object.assign(this.#template().Resources, resources);
  }

  #addQueuePolicy(): void {
    this.#template().Resources['DeadLetterQueuePolicy'] = queuePolicy(this.#template(), DEAD_LETTER_QUEUE);
  }

  #template(): Template {
    return this.#serverless.service.provider.compiledCloudFormationTemplate;
  }
}

/** The framework prints its own kind of error as a message, every other kind as a crash with a stack. */
function withFrameworkError<Result>(serverless: Serverless, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw new serverless.classes.Error(error instanceof Error ? error.message : String(error));
  }
}

function pascalCase(kebab: string): string {
  return kebab.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The parts of the framework that are used here (osls 4.3.1). */
interface Serverless {
  readonly serviceDir: string;
  readonly classes: { readonly Error: new (message: string) => Error };
  readonly configSchemaHandler: {
    defineFunctionProperties(provider: string, schema: { properties: Record<string, object> }): void;
  };
  readonly service: {
    readonly service: string;
    readonly provider: {
      readonly compiledCloudFormationTemplate: Template;
      readonly region: string;
      readonly stage: string;
    };
    getAllFunctions(): string[];
    getFunction(name: string): FunctionDefinition;
  };
}

interface FunctionDefinition {
  readonly name: string;
  readonly handler: string;
  readonly roleStatements?: readonly Statement[];
  readonly destinations?: object;
  role?: string;
  package?: { artifact: string };
}

interface VariableSource {
  resolve(request: VariableRequest): Promise<{ value: unknown }>;
}

interface VariableRequest {
  readonly address?: string;
  resolveConfigurationProperty(path: readonly string[]): Promise<unknown>;
}
