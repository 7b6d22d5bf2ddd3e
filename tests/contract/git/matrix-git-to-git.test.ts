import { describeMatrix } from './correctness-matrix.ts';

describeMatrix({ source: 'git', replica: 'git' });
