import type { Service } from '../../kernel/service.ts';
import { associateApprovalRuleTemplateWithRepository } from './operations/associate-approval-rule-template-with-repository.ts';
import { batchAssociateApprovalRuleTemplateWithRepositories } from './operations/batch-associate-approval-rule-template-with-repositories.ts';
import { batchDisassociateApprovalRuleTemplateFromRepositories } from './operations/batch-disassociate-approval-rule-template-from-repositories.ts';
import { batchGetCommits } from './operations/batch-get-commits.ts';
import { batchGetRepositories } from './operations/batch-get-repositories.ts';
import { createApprovalRuleTemplate } from './operations/create-approval-rule-template.ts';
import { createBranch } from './operations/create-branch.ts';
import { createCommit } from './operations/create-commit.ts';
import { createPullRequest } from './operations/create-pull-request.ts';
import { createPullRequestApprovalRule } from './operations/create-pull-request-approval-rule.ts';
import { createRepository } from './operations/create-repository.ts';
import { createUnreferencedMergeCommit } from './operations/create-unreferenced-merge-commit.ts';
import { deleteApprovalRuleTemplate } from './operations/delete-approval-rule-template.ts';
import { deleteBranch } from './operations/delete-branch.ts';
import { deleteCommentContent } from './operations/delete-comment-content.ts';
import { deleteFile } from './operations/delete-file.ts';
import { deletePullRequestApprovalRule } from './operations/delete-pull-request-approval-rule.ts';
import { deleteRepository } from './operations/delete-repository.ts';
import { describePullRequestEvents } from './operations/describe-pull-request-events.ts';
import { disassociateApprovalRuleTemplateFromRepository } from './operations/disassociate-approval-rule-template-from-repository.ts';
import { evaluatePullRequestApprovalRules } from './operations/evaluate-pull-request-approval-rules.ts';
import { getApprovalRuleTemplate } from './operations/get-approval-rule-template.ts';
import { getBlob } from './operations/get-blob.ts';
import { getBranch } from './operations/get-branch.ts';
import { getComment } from './operations/get-comment.ts';
import { getCommentReactions } from './operations/get-comment-reactions.ts';
import { getCommentsForComparedCommit } from './operations/get-comments-for-compared-commit.ts';
import { getCommentsForPullRequest } from './operations/get-comments-for-pull-request.ts';
import { getCommit } from './operations/get-commit.ts';
import { getDifferences } from './operations/get-differences.ts';
import { getFile } from './operations/get-file.ts';
import { getFolder } from './operations/get-folder.ts';
import { getMergeCommit } from './operations/get-merge-commit.ts';
import { getMergeConflicts } from './operations/get-merge-conflicts.ts';
import { getMergeOptions } from './operations/get-merge-options.ts';
import { getPullRequest } from './operations/get-pull-request.ts';
import { getPullRequestApprovalStates } from './operations/get-pull-request-approval-states.ts';
import { getPullRequestOverrideState } from './operations/get-pull-request-override-state.ts';
import { getRepository } from './operations/get-repository.ts';
import { getRepositoryTriggers } from './operations/get-repository-triggers.ts';
import { listApprovalRuleTemplates } from './operations/list-approval-rule-templates.ts';
import { listAssociatedApprovalRuleTemplatesForRepository } from './operations/list-associated-approval-rule-templates-for-repository.ts';
import { listBranches } from './operations/list-branches.ts';
import { listPullRequests } from './operations/list-pull-requests.ts';
import { listRepositories } from './operations/list-repositories.ts';
import { listRepositoriesForApprovalRuleTemplate } from './operations/list-repositories-for-approval-rule-template.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { mergeBranchesByFastForward } from './operations/merge-branches-by-fast-forward.ts';
import { mergeBranchesBySquash } from './operations/merge-branches-by-squash.ts';
import { mergeBranchesByThreeWay } from './operations/merge-branches-by-three-way.ts';
import { mergePullRequestByFastForward } from './operations/merge-pull-request-by-fast-forward.ts';
import { mergePullRequestBySquash } from './operations/merge-pull-request-by-squash.ts';
import { mergePullRequestByThreeWay } from './operations/merge-pull-request-by-three-way.ts';
import { overridePullRequestApprovalRules } from './operations/override-pull-request-approval-rules.ts';
import { postCommentForComparedCommit } from './operations/post-comment-for-compared-commit.ts';
import { postCommentForPullRequest } from './operations/post-comment-for-pull-request.ts';
import { postCommentReply } from './operations/post-comment-reply.ts';
import { putCommentReaction } from './operations/put-comment-reaction.ts';
import { putFile } from './operations/put-file.ts';
import { putRepositoryTriggers } from './operations/put-repository-triggers.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateComment } from './operations/update-comment.ts';
import { updateDefaultBranch } from './operations/update-default-branch.ts';
import { updatePullRequestApprovalRuleContent } from './operations/update-pull-request-approval-rule-content.ts';
import { updatePullRequestApprovalState } from './operations/update-pull-request-approval-state.ts';
import { updatePullRequestDescription } from './operations/update-pull-request-description.ts';
import { updatePullRequestStatus } from './operations/update-pull-request-status.ts';
import { updatePullRequestTitle } from './operations/update-pull-request-title.ts';
import { updateRepositoryDescription } from './operations/update-repository-description.ts';
import { resources } from './resources.ts';

/** AWS CodeCommit: git repositories, pull requests, comments, approvals and merges over real git objects. */
export const codecommit: Service = {
  name: 'codecommit',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'CodeCommit_20150413.' }],
  operations: {
    AssociateApprovalRuleTemplateWithRepository: associateApprovalRuleTemplateWithRepository,
    BatchAssociateApprovalRuleTemplateWithRepositories: batchAssociateApprovalRuleTemplateWithRepositories,
    BatchDisassociateApprovalRuleTemplateFromRepositories:
      batchDisassociateApprovalRuleTemplateFromRepositories,
    BatchGetCommits: batchGetCommits,
    BatchGetRepositories: batchGetRepositories,
    CreateApprovalRuleTemplate: createApprovalRuleTemplate,
    CreateBranch: createBranch,
    CreateCommit: createCommit,
    CreatePullRequestApprovalRule: createPullRequestApprovalRule,
    CreatePullRequest: createPullRequest,
    CreateRepository: createRepository,
    CreateUnreferencedMergeCommit: createUnreferencedMergeCommit,
    DeleteApprovalRuleTemplate: deleteApprovalRuleTemplate,
    DeleteBranch: deleteBranch,
    DeleteCommentContent: deleteCommentContent,
    DeleteFile: deleteFile,
    DeletePullRequestApprovalRule: deletePullRequestApprovalRule,
    DeleteRepository: deleteRepository,
    DescribePullRequestEvents: describePullRequestEvents,
    DisassociateApprovalRuleTemplateFromRepository: disassociateApprovalRuleTemplateFromRepository,
    EvaluatePullRequestApprovalRules: evaluatePullRequestApprovalRules,
    GetApprovalRuleTemplate: getApprovalRuleTemplate,
    GetBlob: getBlob,
    GetBranch: getBranch,
    GetCommentReactions: getCommentReactions,
    GetComment: getComment,
    GetCommentsForComparedCommit: getCommentsForComparedCommit,
    GetCommentsForPullRequest: getCommentsForPullRequest,
    GetCommit: getCommit,
    GetDifferences: getDifferences,
    GetFile: getFile,
    GetFolder: getFolder,
    GetMergeCommit: getMergeCommit,
    GetMergeConflicts: getMergeConflicts,
    GetMergeOptions: getMergeOptions,
    GetPullRequestApprovalStates: getPullRequestApprovalStates,
    GetPullRequestOverrideState: getPullRequestOverrideState,
    GetPullRequest: getPullRequest,
    GetRepository: getRepository,
    GetRepositoryTriggers: getRepositoryTriggers,
    ListApprovalRuleTemplates: listApprovalRuleTemplates,
    ListAssociatedApprovalRuleTemplatesForRepository: listAssociatedApprovalRuleTemplatesForRepository,
    ListBranches: listBranches,
    ListPullRequests: listPullRequests,
    ListRepositoriesForApprovalRuleTemplate: listRepositoriesForApprovalRuleTemplate,
    ListRepositories: listRepositories,
    ListTagsForResource: listTagsForResource,
    MergeBranchesByFastForward: mergeBranchesByFastForward,
    MergeBranchesBySquash: mergeBranchesBySquash,
    MergeBranchesByThreeWay: mergeBranchesByThreeWay,
    MergePullRequestByFastForward: mergePullRequestByFastForward,
    MergePullRequestBySquash: mergePullRequestBySquash,
    MergePullRequestByThreeWay: mergePullRequestByThreeWay,
    OverridePullRequestApprovalRules: overridePullRequestApprovalRules,
    PostCommentForComparedCommit: postCommentForComparedCommit,
    PostCommentForPullRequest: postCommentForPullRequest,
    PostCommentReply: postCommentReply,
    PutCommentReaction: putCommentReaction,
    PutFile: putFile,
    PutRepositoryTriggers: putRepositoryTriggers,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateComment: updateComment,
    UpdateDefaultBranch: updateDefaultBranch,
    UpdatePullRequestApprovalRuleContent: updatePullRequestApprovalRuleContent,
    UpdatePullRequestApprovalState: updatePullRequestApprovalState,
    UpdatePullRequestDescription: updatePullRequestDescription,
    UpdatePullRequestStatus: updatePullRequestStatus,
    UpdatePullRequestTitle: updatePullRequestTitle,
    UpdateRepositoryDescription: updateRepositoryDescription,
  },
  resources,
};
