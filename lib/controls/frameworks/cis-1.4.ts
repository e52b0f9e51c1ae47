import { cisSection } from "./cis.ts";
import { readRequirements } from "./requirement.ts";

const text = `
1.1 | Contact details of the account are current
1.2 | A security contact is registered
1.3 | Security questions are registered
1.4 | Root has no access key
1.5 | Root has MFA
1.6 | Root's MFA is hardware
1.7 | Root is not used for daily work
1.8 | Passwords have 14 characters or more
1.9 | Passwords are not used again
1.10 | Users with a console password have MFA
1.11 | Users get no access key when they are created
1.12 | Credentials unused for 45 days are disabled
1.13 | A user has one active access key at most
1.14 | Access keys are rotated every 90 days
1.15 | Users get permissions through groups
1.16 | No attached policy allows everything
1.17 | A role can open cases with AWS Support
1.18 | Instances act through a role
1.19 | Expired certificates are removed from IAM
1.20 | Access Analyzer is on in every Region
1.21 | Users are managed centrally or federated
2.1.1 | Buckets are encrypted at rest
2.1.2 | Buckets refuse plain HTTP
2.1.3 | Buckets have MFA delete
2.1.4 | Sensitive data in S3 is found and classified
2.1.5 | Buckets block public access
2.2.1 | EBS volumes are encrypted
2.3.1 | RDS instances are encrypted
3.1 | CloudTrail is on in every Region
3.2 | Log files are validated
3.3 | The bucket of the logs is not public
3.4 | CloudTrail sends to CloudWatch Logs
3.5 | Config records in every Region
3.6 | Access to the bucket of the logs is logged
3.7 | Logs are encrypted with a customer key
3.8 | Customer keys rotate
3.9 | VPCs have flow logs
3.10 | Writes of S3 objects are logged
3.11 | Reads of S3 objects are logged
4.1 | Alarm: unauthorized API calls
4.2 | Alarm: console sign-in without MFA
4.3 | Alarm: use of root
4.4 | Alarm: IAM policy changes
4.5 | Alarm: CloudTrail changes
4.6 | Alarm: failed console sign-ins
4.7 | Alarm: customer keys disabled or deleted
4.8 | Alarm: bucket policy changes
4.9 | Alarm: Config changes
4.10 | Alarm: security group changes
4.11 | Alarm: network ACL changes
4.12 | Alarm: network gateway changes
4.13 | Alarm: route table changes
4.14 | Alarm: VPC changes
4.15 | Alarm: changes of the Organization
5.1 | Network ACLs close administration ports to the world
5.2 | Security groups close administration ports to the world
5.3 | Default security groups allow nothing
5.4 | Routes of VPC peering are narrow
`;

/** CIS AWS Foundations Benchmark 1.4.0: its numbers, in our words. */
export const cis14 = readRequirements(text, cisSection);
