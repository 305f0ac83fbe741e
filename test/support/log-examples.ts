import type { LogFormatName, LoggedDownload } from 'lectern-access-logs';

const issueId = '0tp09kcWc1VnUindtEZ_zyKBB8oHV8ITb0ECZPdc';

/** Lines in the form of the vendors' documentation, with a signed URL of ours in place of the example's. */
export const logExamples: Readonly<
  Record<
    LogFormatName,
    { readonly heading?: ReadonlyArray<string>; readonly line: string; readonly download: LoggedDownload }
  >
> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
  s3: {
    line: `79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket1 [06/Feb/2019:00:01:57 +0000] 192.0.2.3 - DD6CC733AEXAMPLE REST.GET.OBJECT documents/ab/c.pdf "GET /amzn-s3-demo-bucket1/documents/ab/c.pdf?X-Amz-Signature=0f&x-lectern-issue=${issueId} HTTP/1.1" 206 - 1000 4406583 41754 28 "-" "S3Console/0.4 [x]" - BsUrlwfvkS1qCEXAMPLE SigV4 ECDHE-RSA-AES128-SHA QueryString amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 - -`,
    download: {
      ...{ issueId, requestId: 'DD6CC733AEXAMPLE', atMs: Date.UTC(2019, 1, 6, 0, 1, 57) },
      ...{ bytes: 1000, size: 4_406_583, address: '192.0.2.3' },
    },
  },
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
  cloudfront: {
    heading: [
      '#Version: 1.0',
      '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end',
    ],
    line: [
      ...['2019-12-04', '21:02:31', 'LAX1', '9392', '2001:db8::7', 'GET', 'd1.cloudfront.net', '/a/b.pdf'],
      ...['200', '-', 'Mozilla/5.0', `Expires=1&x-lectern-issue=${issueId}&Signature=x`, '-', 'Hit'],
      ...['SOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==', 'd1.cloudfront.net', 'https'],
      ...['23', '0.001', '-', 'TLSv1.2', 'ECDHE-RSA-AES128-GCM-SHA256', 'Hit', 'HTTP/2.0', '-', '-'],
      ...['11040', '0.001', 'Hit', 'application/pdf', '9000', '-', '-'],
    ].join('\t'),
    download: {
      ...{ issueId, requestId: 'SOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==' },
      ...{ atMs: Date.UTC(2019, 11, 4, 21, 2, 31), bytes: 9000, size: 9000, address: '2001:db8::7' },
    },
  },
  // https://developers.cloudflare.com/logs/logpull/requesting-logs/
  cloudflare: {
    line: `{"ClientIP":"192.0.2.4","ClientRequestHost":"files.example.com","ClientRequestMethod":"GET","ClientRequestURI":"/documents/ab/c.pdf?expires=1545155400&issue=${issueId}&kid=k&name=c.pdf&v=1&sig=x","EdgeEndTimestamp":1545155129703000000,"EdgeResponseBytes":1935,"EdgeResponseStatus":200,"EdgeStartTimestamp":1545155129696000000,"RayID":"48b371889c489b2c"}`,
    download: {
      ...{ issueId, requestId: '48b371889c489b2c', atMs: 1_545_155_129_696 },
      ...{ bytes: 1935, size: undefined, address: '192.0.2.4' },
    },
  },
  // https://cloud.google.com/storage/docs/access-logs
  gcs: {
    heading: [
      '"time_micros","c_ip","c_ip_type","c_ip_region","cs_method","cs_uri","sc_status","cs_bytes","sc_bytes","time_taken_micros","cs_host","cs_referer","cs_user_agent","s_request_id","cs_operation","cs_bucket","cs_object"',
    ],
    line: `"1301414400000000","192.0.2.9","1","","GET","/statements/a/b.pdf?x-lectern-issue=${issueId}&X-Goog-Signature=00","200","0","5000","50000","storage.googleapis.com","","Mozilla/5.0 ""quoted""","ADjR4ygr","GET_Object","statements","a/b.pdf"`,
    download: {
      ...{ issueId, requestId: 'ADjR4ygr', atMs: 1_301_414_400_000 },
      ...{ bytes: 5000, size: undefined, address: '192.0.2.9' },
    },
  },
  // https://learn.microsoft.com/rest/api/storageservices/storage-analytics-log-format
  azure: {
    line: '1.0;2014-06-19T22:59:23.1967767Z;GetBlob;SASSuccess;200;17;16;sas;;myaccount;blob;"https://myaccount.blob.core.windows.net/thumbnails/documents/ab/c%20d.pdf?sv=2023-11-03&amp;se=2014-06-19T23%3A04%3A00Z&amp;sig=XXXXX";"/myaccount/thumbnails/c d.pdf";8d7a2f9e-801e-0035-0f12-f3f1c2000000;0;192.100.0.102:4362;2014-02-14;283;0;354;23;0;;"&quot;0x8D101F7E4B662C4&quot;";Thursday, 19-Jun-14 22:58:10 GMT;;"Chrome; Windows";"";""',
    download: {
      ...{ objectKey: 'documents/ab/c d.pdf', expiresAtMs: Date.UTC(2014, 5, 19, 23, 4) },
      ...{ requestId: '8d7a2f9e-801e-0035-0f12-f3f1c2000000', atMs: Date.parse('2014-06-19T22:59:23.196Z') },
      ...{ bytes: 23, size: undefined, address: '192.100.0.102:4362' },
    },
  },
  lectern: {
    line: `{"level":30,"time":"2026-11-24T12:00:01.500Z","requestId":"5b0f","method":"GET","path":"/a.pdf","status":206,"outcome":"partial","issueId":"${issueId}","keyId":"k","bytes":100,"ms":500,"msg":"file request"}`,
    download: {
      ...{ issueId, requestId: '5b0f', atMs: Date.UTC(2026, 10, 24, 12, 0, 1) },
      ...{ bytes: 100, size: undefined, address: undefined },
    },
  },
  // deploy/nginx/lectern-files.conf
  nginx: {
    line: `{"time":"2026-11-24T12:00:01+00:00","requestId":"9f2c","client":"192.0.2.7","method":"GET","path":"/a.pdf","status":200,"outcome":"ok","why":"","issueId":"${issueId}","keyId":"k","bytes":100,"seconds":1.250}`,
    download: {
      ...{ issueId, requestId: '9f2c', atMs: Date.UTC(2026, 10, 24, 12), bytes: 100, size: undefined },
      address: '192.0.2.7',
    },
  },
  // `rgw_format_ops_log_entry` in rgw_log.cc
  ceph: {
    line: `{"bucket":"lectern","time":"2026-11-24T12:00:01.500000Z","time_local":"2026-11-24T12:00:01.500000+0000","remote_addr":"2001:db8::7","user":"lectern","operation":"get_obj","uri":"GET /lectern/a.pdf?X-Amz-Signature=0f&x-lectern-issue=${issueId} HTTP/1.1","http_status":"200","error_code":"","bytes_sent":100,"bytes_received":0,"object_size":100,"total_time":2,"user_agent":"curl","referrer":"","trans_id":"tx00000a1b-default"}`,
    download: {
      ...{ issueId, requestId: 'tx00000a1b-default', atMs: Date.UTC(2026, 10, 24, 12, 0, 1, 500) },
      ...{ bytes: 100, size: 100, address: '2001:db8::7' },
    },
  },
};
