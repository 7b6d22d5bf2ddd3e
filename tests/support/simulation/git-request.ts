import {
  answerGit,
  type GitAnswer,
  type GitRequest,
} from '../../../sandbox/services/codecommit/git/git-in-process.ts';
import { type AwsRequest, brokenConnection } from './aws-request.ts';

/** A request of git's on its way to the sandbox: its fate is that of any AWS call, under the name IAM has for it. */
export function gitRequest(request: GitRequest): AwsRequest {
  const { method, url } = request;
  return {
    operation: `codecommit:${url.includes('git-receive-pack') ? 'GitPush' : 'GitPull'}`,
    input: { method, url },
    // What git was asked once may have been done, so it is not asked again.
    tries: 1,
    async perform(world) {
      const answer = await answerGit(world, request);
      return { isGood: answer.status === 200, said: String(answer.status), give: () => answer };
    },
    fail(failure) {
      if (failure === 'no-connection') throw brokenConnection();
      return failure === 'throttled'
        ? refused(429, 'Rate exceeded')
        : refused(500, 'A fault of the simulation');
    },
    succeed() {
      throw new Error('Only the sandbox knows what git answers');
    },
  };
}

function refused(status: number, text: string): GitAnswer {
  return { status, contentType: 'text/plain', body: Buffer.from(text) };
}
