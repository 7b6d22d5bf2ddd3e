import * as offered from '../../kernel/offers/s3.ts';
import type { Route, Service } from '../../kernel/service.ts';
import { deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { createBucket } from './create-bucket.ts';
import { deleteObject, deleteObjects } from './delete-objects.ts';
import { getObject, headObject } from './get-object.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjectsV2 } from './list-objects.ts';
import { bucketKind, bucketPolicyKind } from './make-bucket.ts';
import { abortMultipartUpload, createMultipartUpload, uploadPart } from './multipart-upload.ts';
import { getObject as readObject, putObject as storeObject } from './objects.ts';
import { putObject } from './put-object.ts';
import { s3Arn } from './state.ts';

const BUCKET = '/{Bucket}';
const OBJECT = '/{Bucket}/{Key+}';

const routes: readonly Route[] = [
  { method: 'GET', path: '/', operation: 'ListBuckets' },
  { method: 'PUT', path: BUCKET, operation: 'CreateBucket' },
  { method: 'HEAD', path: BUCKET, operation: 'HeadBucket' },
  { method: 'DELETE', path: BUCKET, operation: 'DeleteBucket' },
  { method: 'GET', path: BUCKET, query: ['location'], operation: 'GetBucketLocation' },
  { method: 'GET', path: BUCKET, query: ['list-type=2'], operation: 'ListObjectsV2' },
  { method: 'GET', path: BUCKET, query: ['versions'], operation: 'ListObjectVersions' },
  { method: 'POST', path: BUCKET, query: ['delete'], operation: 'DeleteObjects' },
  { method: 'PUT', path: OBJECT, operation: 'PutObject' },
  { method: 'GET', path: OBJECT, operation: 'GetObject' },
  { method: 'HEAD', path: OBJECT, operation: 'HeadObject' },
  { method: 'DELETE', path: OBJECT, operation: 'DeleteObject' },
  { method: 'POST', path: OBJECT, query: ['uploads'], operation: 'CreateMultipartUpload' },
  { method: 'PUT', path: OBJECT, query: ['partNumber', 'uploadId'], operation: 'UploadPart' },
  { method: 'POST', path: OBJECT, query: ['uploadId'], operation: 'CompleteMultipartUpload' },
  { method: 'DELETE', path: OBJECT, query: ['uploadId'], operation: 'AbortMultipartUpload' },
];

/** S3 in path style (`http://127.0.0.1:PORT/bucket/key`); CopyObject travels as PutObject, as on the wire. */
export const s3: Service = {
  name: 's3',
  protocols: [{ kind: 'rest-xml', routes }],
  operations: {
    AbortMultipartUpload: abortMultipartUpload,
    CompleteMultipartUpload: completeMultipartUpload,
    CreateBucket: createBucket,
    CreateMultipartUpload: createMultipartUpload,
    DeleteBucket: deleteBucket,
    DeleteObject: deleteObject,
    DeleteObjects: deleteObjects,
    GetBucketLocation: getBucketLocation,
    GetObject: getObject,
    HeadBucket: headBucket,
    HeadObject: headObject,
    ListBuckets: listBuckets,
    ListObjectVersions: listObjectVersions,
    ListObjectsV2: listObjectsV2,
    PutObject: putObject,
    UploadPart: uploadPart,
  },
  resources: {
    'AWS::S3::Bucket': bucketKind,
    'AWS::S3::BucketPolicy': bucketPolicyKind,
  },
  offers: [offered.putObject.by(storeObject), offered.getObject.by(readObject), offered.s3Arn.by(s3Arn)],
};
