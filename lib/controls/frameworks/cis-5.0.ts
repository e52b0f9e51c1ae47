import { cisSection } from "./cis.ts";
import { readRequirements } from "./requirement.ts";

const text = `
1.1 | Contact details of the account are current
1.2 | A security contact is registered
1.3 | Root has no access key
1.4 | Root has MFA
1.5 | Root's MFA is hardware
1.6 | Root is not used for daily work
1.7 | Passwords have 14 characters or more
1.8 | Passwords are not used again
1.9 | Users with a console password have MFA
1.10 | Users get no access key when they are created
1.11 | Credentials unused for 45 days are disabled
1.12 | A user has one active access key at most
1.13 | Access keys are rotated every 90 days
1.14 | Users get permissions through groups
1.15 | No attached policy allows everything
1.16 | A role can open cases with AWS Support
1.17 | Instances act through a role
1.18 | Expired certificates are removed from IAM
1.19 | External-access analyzers are on in every Region
1.20 | Users are managed centrally or federated
1.21 | Full access to CloudShell is restricted
2.1.1 | Buckets refuse plain HTTP
2.1.2 | Buckets have MFA delete
2.1.3 | Sensitive data in S3 is found and classified
2.1.4 | S3 blocks public access
2.2.1 | RDS instances are encrypted
2.2.2 | RDS instances take minor upgrades by themselves
2.2.3 | RDS instances are not public
2.2.4 | RDS spans several Availability Zones
2.3.1 | EFS file systems are encrypted
3.1 | CloudTrail is on in every Region
3.2 | Log files are validated
3.3 | Config records in every Region
3.4 | Access to the bucket of the logs is logged
3.5 | Logs are encrypted with a customer key
3.6 | Customer keys rotate
3.7 | VPCs have flow logs
3.8 | Writes of S3 objects are logged
3.9 | Reads of S3 objects are logged
4.1 | Unauthorized API calls are monitored
4.2 | Console sign-in without MFA is monitored
4.3 | Use of root is monitored
4.4 | IAM policy changes are monitored
4.5 | CloudTrail changes are monitored
4.6 | Failed console sign-ins are monitored
4.7 | Disabling or deletion of customer keys is monitored
4.8 | Bucket policy changes are monitored
4.9 | Config changes are monitored
4.10 | Security group changes are monitored
4.11 | Network ACL changes are monitored
4.12 | Network gateway changes are monitored
4.13 | Route table changes are monitored
4.14 | VPC changes are monitored
4.15 | Changes of the Organization are monitored
4.16 | Security Hub is on
5.1.1 | EBS volumes are encrypted
5.1.2 | CIFS is open to trusted networks only
5.2 | Network ACLs close administration ports to the world
5.3 | Security groups close administration ports to IPv4
5.4 | Security groups close administration ports to IPv6
5.5 | Default security groups allow nothing
5.6 | Routes of VPC peering are narrow
5.7 | Instances require IMDSv2
`;

/** CIS AWS Foundations Benchmark 5.0.0: its numbers, in our words. */
export const cis50 = readRequirements(text, cisSection);
