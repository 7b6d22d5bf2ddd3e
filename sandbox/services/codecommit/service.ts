import * as offered from '../../kernel/offers/codecommit.ts';
import type { Service } from '../../kernel/service.ts';
import { associateApprovalRuleTemplateWithRepository } from './approvals/operations/associate-approval-rule-template-with-repository.ts';
import { batchAssociateApprovalRuleTemplateWithRepositories } from './approvals/operations/batch-associate-approval-rule-template-with-repositories.ts';
import { batchDisassociateApprovalRuleTemplateFromRepositories } from './approvals/operations/batch-disassociate-approval-rule-template-from-repositories.ts';
import { createApprovalRuleTemplate } from './approvals/operations/create-approval-rule-template.ts';
import { createPullRequestApprovalRule } from './approvals/operations/create-pull-request-approval-rule.ts';
import { deleteApprovalRuleTemplate } from './approvals/operations/delete-approval-rule-template.ts';
import { deletePullRequestApprovalRule } from './approvals/operations/delete-pull-request-approval-rule.ts';
import { disassociateApprovalRuleTemplateFromRepository } from './approvals/operations/disassociate-approval-rule-template-from-repository.ts';
import { evaluatePullRequestApprovalRules } from './approvals/operations/evaluate-pull-request-approval-rules.ts';
import { getApprovalRuleTemplate } from './approvals/operations/get-approval-rule-template.ts';
import { getPullRequestApprovalStates } from './approvals/operations/get-pull-request-approval-states.ts';
import { getPullRequestOverrideState } from './approvals/operations/get-pull-request-override-state.ts';
import { listApprovalRuleTemplates } from './approvals/operations/list-approval-rule-templates.ts';
import { listAssociatedApprovalRuleTemplatesForRepository } from './approvals/operations/list-associated-approval-rule-templates-for-repository.ts';
import { listRepositoriesForApprovalRuleTemplate } from './approvals/operations/list-repositories-for-approval-rule-template.ts';
import { overridePullRequestApprovalRules } from './approvals/operations/override-pull-request-approval-rules.ts';
import { updatePullRequestApprovalRuleContent } from './approvals/operations/update-pull-request-approval-rule-content.ts';
import { updatePullRequestApprovalState } from './approvals/operations/update-pull-request-approval-state.ts';
import { createBranch } from './branches/operations/create-branch.ts';
import { deleteBranch } from './branches/operations/delete-branch.ts';
import { getBranch } from './branches/operations/get-branch.ts';
import { listBranches } from './branches/operations/list-branches.ts';
import { updateDefaultBranch } from './branches/operations/update-default-branch.ts';
import { deleteCommentContent } from './comments/operations/delete-comment-content.ts';
import { getComment } from './comments/operations/get-comment.ts';
import { getCommentReactions } from './comments/operations/get-comment-reactions.ts';
import { getCommentsForComparedCommit } from './comments/operations/get-comments-for-compared-commit.ts';
import { getCommentsForPullRequest } from './comments/operations/get-comments-for-pull-request.ts';
import { postCommentForComparedCommit } from './comments/operations/post-comment-for-compared-commit.ts';
import { postCommentForPullRequest } from './comments/operations/post-comment-for-pull-request.ts';
import { postCommentReply } from './comments/operations/post-comment-reply.ts';
import { putCommentReaction } from './comments/operations/put-comment-reaction.ts';
import { updateComment } from './comments/operations/update-comment.ts';
import { checkOut } from './commits/check-out.ts';
import { batchGetCommits } from './commits/operations/batch-get-commits.ts';
import { createCommit } from './commits/operations/create-commit.ts';
import { deleteFile } from './commits/operations/delete-file.ts';
import { getBlob } from './commits/operations/get-blob.ts';
import { getCommit } from './commits/operations/get-commit.ts';
import { getDifferences } from './commits/operations/get-differences.ts';
import { getFile } from './commits/operations/get-file.ts';
import { getFolder } from './commits/operations/get-folder.ts';
import { putFile } from './commits/operations/put-file.ts';
import { createUnreferencedMergeCommit } from './merges/operations/create-unreferenced-merge-commit.ts';
import { getMergeCommit } from './merges/operations/get-merge-commit.ts';
import { getMergeConflicts } from './merges/operations/get-merge-conflicts.ts';
import { getMergeOptions } from './merges/operations/get-merge-options.ts';
import { mergeBranchesByFastForward } from './merges/operations/merge-branches-by-fast-forward.ts';
import { mergeBranchesBySquash } from './merges/operations/merge-branches-by-squash.ts';
import { mergeBranchesByThreeWay } from './merges/operations/merge-branches-by-three-way.ts';
import { mergePullRequestByFastForward } from './merges/operations/merge-pull-request-by-fast-forward.ts';
import { mergePullRequestBySquash } from './merges/operations/merge-pull-request-by-squash.ts';
import { mergePullRequestByThreeWay } from './merges/operations/merge-pull-request-by-three-way.ts';
import { createPullRequest } from './pull-requests/operations/create-pull-request.ts';
import { describePullRequestEvents } from './pull-requests/operations/describe-pull-request-events.ts';
import { getPullRequest } from './pull-requests/operations/get-pull-request.ts';
import { listPullRequests } from './pull-requests/operations/list-pull-requests.ts';
import { updatePullRequestDescription } from './pull-requests/operations/update-pull-request-description.ts';
import { updatePullRequestStatus } from './pull-requests/operations/update-pull-request-status.ts';
import { updatePullRequestTitle } from './pull-requests/operations/update-pull-request-title.ts';
import { batchGetRepositories } from './repositories/operations/batch-get-repositories.ts';
import { createRepository } from './repositories/operations/create-repository.ts';
import { deleteRepository } from './repositories/operations/delete-repository.ts';
import { getRepository } from './repositories/operations/get-repository.ts';
import { listRepositories } from './repositories/operations/list-repositories.ts';
import { listTagsForResource } from './repositories/operations/list-tags-for-resource.ts';
import { tagResource } from './repositories/operations/tag-resource.ts';
import { untagResource } from './repositories/operations/untag-resource.ts';
import { updateRepositoryDescription } from './repositories/operations/update-repository-description.ts';
import { resources } from './repositories/resources.ts';
import { getRepositoryTriggers } from './triggers/operations/get-repository-triggers.ts';
import { putRepositoryTriggers } from './triggers/operations/put-repository-triggers.ts';

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
  offers: [offered.checkOut.by(checkOut)],
};
