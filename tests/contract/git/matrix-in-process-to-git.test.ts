import { describeMatrix } from './correctness-matrix.ts';

describeMatrix({ source: 'CodeCommit in process', replica: 'git' });
