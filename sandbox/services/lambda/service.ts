import * as offered from '../../kernel/offers/lambda.ts';
import type { Route, Service } from '../../kernel/service.ts';
import { createAlias, deleteAlias, getAlias, listAliases, updateAlias } from './alias-operations.ts';
import {
  aliasKind,
  eventInvokeConfigKind,
  eventSourceMappingKind,
  permissionKind,
  urlKind,
} from './attached-resources.ts';
import { deleteFunctionConcurrency, getFunctionConcurrency, putFunctionConcurrency } from './concurrency.ts';
import { getFunctionEventInvokeConfig, putFunctionEventInvokeConfig } from './event-invoke-config.ts';
import {
  createFunction,
  deleteFunction,
  getFunction,
  getFunctionConfiguration,
  listFunctions,
  listVersionsByFunction,
  publishVersion,
  updateFunctionCode,
  updateFunctionConfiguration,
} from './function-operations.ts';
import { functionKind, versionKind } from './function-resources.ts';
import { resumeQueues } from './invocation-queue.ts';
import { invoke } from './invoke.ts';
import { invokeAsync } from './invoke-async.ts';
import { addPermission, getPolicy, removePermission } from './permission-operations.ts';
import { createFunctionUrlConfig, getFunctionUrlConfig } from './url-config.ts';

const all = '/2015-03-31/functions';
const one = `${all}/{FunctionName}`;
const url = '/2021-10-31/functions/{FunctionName}/url';
const concurrency = '/functions/{FunctionName}/concurrency';
const eventInvokeConfig = '/2019-09-25/functions/{FunctionName}/event-invoke-config';

function route(method: string, path: string, operation: string): Route {
  return { method, path, operation };
}

const routes: readonly Route[] = [
  route('POST', all, 'CreateFunction'),
  route('GET', all, 'ListFunctions'),
  route('GET', one, 'GetFunction'),
  route('DELETE', one, 'DeleteFunction'),
  route('GET', `${one}/configuration`, 'GetFunctionConfiguration'),
  route('PUT', `${one}/configuration`, 'UpdateFunctionConfiguration'),
  route('PUT', `${one}/code`, 'UpdateFunctionCode'),
  route('POST', `${one}/invocations`, 'Invoke'),
  route('POST', `${one}/versions`, 'PublishVersion'),
  route('GET', `${one}/versions`, 'ListVersionsByFunction'),
  route('POST', `${one}/aliases`, 'CreateAlias'),
  route('GET', `${one}/aliases`, 'ListAliases'),
  route('GET', `${one}/aliases/{Name}`, 'GetAlias'),
  route('PUT', `${one}/aliases/{Name}`, 'UpdateAlias'),
  route('DELETE', `${one}/aliases/{Name}`, 'DeleteAlias'),
  route('POST', `${one}/policy`, 'AddPermission'),
  route('GET', `${one}/policy`, 'GetPolicy'),
  route('DELETE', `${one}/policy/{StatementId}`, 'RemovePermission'),
  route('PUT', `/2017-10-31${concurrency}`, 'PutFunctionConcurrency'),
  route('GET', `/2019-09-30${concurrency}`, 'GetFunctionConcurrency'),
  route('DELETE', `/2017-10-31${concurrency}`, 'DeleteFunctionConcurrency'),
  route('PUT', eventInvokeConfig, 'PutFunctionEventInvokeConfig'),
  route('GET', eventInvokeConfig, 'GetFunctionEventInvokeConfig'),
  route('POST', url, 'CreateFunctionUrlConfig'),
  route('GET', url, 'GetFunctionUrlConfig'),
];

/** Lambda: functions that run for real, their versions, aliases, permissions, URLs and asynchronous calls. */
export const lambda: Service = {
  name: 'lambda',
  protocols: [{ kind: 'rest-json', routes }],
  operations: {
    CreateFunction: createFunction,
    GetFunction: getFunction,
    GetFunctionConfiguration: getFunctionConfiguration,
    ListFunctions: listFunctions,
    UpdateFunctionCode: updateFunctionCode,
    UpdateFunctionConfiguration: updateFunctionConfiguration,
    DeleteFunction: deleteFunction,
    Invoke: invoke,
    PutFunctionConcurrency: putFunctionConcurrency,
    GetFunctionConcurrency: getFunctionConcurrency,
    DeleteFunctionConcurrency: deleteFunctionConcurrency,
    PublishVersion: publishVersion,
    ListVersionsByFunction: listVersionsByFunction,
    CreateAlias: createAlias,
    UpdateAlias: updateAlias,
    GetAlias: getAlias,
    ListAliases: listAliases,
    DeleteAlias: deleteAlias,
    AddPermission: addPermission,
    RemovePermission: removePermission,
    GetPolicy: getPolicy,
    PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig,
    GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig,
    CreateFunctionUrlConfig: createFunctionUrlConfig,
    GetFunctionUrlConfig: getFunctionUrlConfig,
  },
  resources: {
    'AWS::Lambda::Function': functionKind,
    'AWS::Lambda::Version': versionKind,
    'AWS::Lambda::Permission': permissionKind,
    'AWS::Lambda::Alias': aliasKind,
    'AWS::Lambda::EventInvokeConfig': eventInvokeConfigKind,
    'AWS::Lambda::Url': urlKind,
    'AWS::Lambda::EventSourceMapping': eventSourceMappingKind,
  },
  offers: [offered.invokeAsync.by(invokeAsync)],
  resume: resumeQueues,
};
