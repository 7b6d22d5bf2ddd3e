/** What Lambda and the stack give every function; each reads the variables that it needs. */
export function functionEnvironment(endpoint = 'http://127.0.0.1:9'): Record<string, string> {
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: endpoint,
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    POWERTOOLS_SERVICE_NAME: 'drawbridge',
    TABLE_NAME: 'bench-table',
    DEAD_LETTER_QUEUE_URL: `${endpoint}/111122223333/bench-dead-letters`,
    BADGE_URL: 'https://badges.example/',
    BADGE_KEY_SECRET: 'bench-badge-key',
    PARTITION: 'aws',
    VALIDATE_PULL_REQUEST_FUNCTION: 'bench-validate-pull-request',
    REPORT_BUILD_FUNCTION: 'bench-report-build',
    ACCOUNT_ID: '111122223333',
    ROLE_NAME: 'bench-role',
    RUNNER_PROJECT: 'bench-replication-runner',
    REPLICATE_REPOSITORY_FUNCTION: 'bench-replicate-repository',
    BACKUP_BUCKET: 'bench-backups',
    BACK_UP_REPOSITORY_FUNCTION: 'bench-back-up-repository',
  };
}
