/** Security Hub controls of FSBP, services F to Z. */
export const fsbpFToZ = `
FSx.1 | OpenZFS file systems copy tags to backups and volumes
FSx.2 | Lustre file systems copy tags to backups
FSx.3 | OpenZFS file systems span Availability Zones
FSx.4 | ONTAP file systems span Availability Zones
FSx.5 | Windows file systems span Availability Zones
Glue.3 | Machine learning transforms are encrypted
Glue.4 | Spark jobs run on supported versions
GuardDuty.1 | GuardDuty is on
GuardDuty.5 | EKS audit logs are monitored
GuardDuty.6 | Lambda protection is on
GuardDuty.7 | EKS runtime monitoring is on
GuardDuty.8 | Malware protection for EC2 is on
GuardDuty.9 | RDS protection is on
GuardDuty.10 | S3 protection is on
GuardDuty.11 | Runtime monitoring is on
GuardDuty.12 | ECS runtime monitoring is on
GuardDuty.13 | EC2 runtime monitoring is on
IAM.1 | No policy allows everything
IAM.2 | Users have no policies of their own
IAM.3 | Access keys are rotated every 90 days
IAM.4 | Root has no access key
IAM.5 | Users with a console password have MFA
IAM.6 | Root's MFA is hardware
IAM.7 | Password policies are strong
IAM.8 | Unused credentials are removed
IAM.21 | Policies allow no whole service
Inspector.1 | Instances are scanned
Inspector.2 | Images are scanned
Inspector.3 | Lambda code is scanned
Inspector.4 | Lambda functions are scanned
Kinesis.1 | Streams are encrypted
Kinesis.3 | Streams keep data long enough
KMS.1 | Managed policies do not allow decryption with every key
KMS.2 | Inline policies do not allow decryption with every key
KMS.3 | Keys are not deleted by mistake
KMS.5 | Keys are not public
Lambda.1 | Functions are not public
Lambda.2 | Functions use supported runtimes
Lambda.5 | Functions in a VPC span Availability Zones
Macie.1 | Macie is on
Macie.2 | Sensitive data is discovered automatically
MQ.2 | ActiveMQ brokers stream audit logs
MQ.3 | Brokers take minor upgrades
MSK.1 | Traffic between brokers is encrypted
MSK.3 | Connectors are encrypted in transit
MSK.4 | Clusters are not public
MSK.5 | Connectors log
MSK.6 | Clusters allow no unauthenticated access
Neptune.1 | Clusters are encrypted at rest
Neptune.2 | Clusters publish audit logs
Neptune.3 | Snapshots are not public
Neptune.4 | Clusters are protected from deletion
Neptune.5 | Clusters back up by themselves
Neptune.6 | Snapshots are encrypted
Neptune.7 | Clusters authenticate with IAM
Neptune.8 | Clusters copy tags to snapshots
NetworkFirewall.2 | Firewalls log
NetworkFirewall.3 | Policies have a rule group
NetworkFirewall.4 | Full packets are dropped or forwarded by default
NetworkFirewall.5 | Fragmented packets are dropped or forwarded by default
NetworkFirewall.6 | Stateless rule groups are not empty
NetworkFirewall.9 | Firewalls are protected from deletion
NetworkFirewall.10 | Subnets of firewalls are protected from change
Opensearch.1 | Domains are encrypted at rest
Opensearch.2 | Domains are not public
Opensearch.3 | Traffic between nodes is encrypted
Opensearch.4 | Domains log errors
Opensearch.5 | Domains write audit logs
Opensearch.6 | Domains have three data nodes or more
Opensearch.7 | Domains have fine-grained access control
Opensearch.8 | Connections use the latest TLS policy
Opensearch.10 | Domains have the latest software
PCA.1 | Root certificate authorities are disabled
RDS.1 | Snapshots are private
RDS.2 | Instances are not public
RDS.3 | Instances are encrypted
RDS.4 | Snapshots are encrypted
RDS.5 | Instances span Availability Zones
RDS.6 | Instances have enhanced monitoring
RDS.7 | Clusters are protected from deletion
RDS.8 | Instances are protected from deletion
RDS.9 | Instances publish logs
RDS.10 | Instances authenticate with IAM
RDS.11 | Instances back up by themselves
RDS.12 | Clusters authenticate with IAM
RDS.13 | Instances take minor upgrades
RDS.14 | Aurora clusters can backtrack
RDS.15 | Clusters span Availability Zones
RDS.16 | Aurora clusters copy tags to snapshots
RDS.17 | Instances copy tags to snapshots
RDS.19 | Critical events of clusters are notified
RDS.20 | Critical events of instances are notified
RDS.21 | Critical events of parameter groups are notified
RDS.22 | Critical events of security groups are notified
RDS.23 | Instances do not use the engine's default port
RDS.24 | Clusters have an administrator name of their own
RDS.25 | Instances have an administrator name of their own
RDS.27 | Clusters are encrypted
RDS.34 | Aurora MySQL clusters publish audit logs
RDS.35 | Clusters take minor upgrades
RDS.36 | PostgreSQL instances publish logs
RDS.37 | Aurora PostgreSQL clusters publish logs
RDS.40 | SQL Server instances publish logs
RDS.41 | SQL Server instances are encrypted in transit
RDS.42 | MariaDB instances publish logs
RDS.43 | Proxies require TLS
RDS.44 | MariaDB instances are encrypted in transit
RDS.45 | Aurora MySQL clusters write audit logs
RDS.46 | Instances are not in public subnets
RDS.47 | PostgreSQL clusters copy tags to snapshots
RDS.48 | MySQL clusters copy tags to snapshots
Redshift.1 | Clusters are not public
Redshift.2 | Connections are encrypted in transit
Redshift.3 | Clusters take snapshots by themselves
Redshift.4 | Clusters write audit logs
Redshift.6 | Clusters take major upgrades
Redshift.7 | Clusters use enhanced VPC routing
Redshift.8 | Clusters do not use the default administrator name
Redshift.10 | Clusters are encrypted at rest
Redshift.15 | Cluster ports are open to restricted origins only
Redshift.18 | Clusters span Availability Zones
RedshiftServerless.1 | Workgroups use enhanced VPC routing
RedshiftServerless.2 | Workgroups require SSL
RedshiftServerless.3 | Workgroups are not public
RedshiftServerless.5 | Namespaces do not use the default administrator name
RedshiftServerless.6 | Namespaces export logs
Route53.2 | Public zones log queries
S3.1 | The account blocks public access
S3.2 | Buckets are not publicly readable
S3.3 | Buckets are not publicly writable
S3.5 | Buckets refuse plain HTTP
S3.6 | Bucket policies restrict other accounts
S3.8 | Buckets block public access
S3.9 | Buckets log access
S3.12 | ACLs do not manage access
S3.13 | Buckets have lifecycle rules
S3.19 | Access points block public access
S3.24 | Multi-Region access points block public access
S3.25 | Directory buckets have lifecycle rules
SageMaker.1 | Notebooks have no direct internet access
SageMaker.2 | Notebooks run in a VPC of their own
SageMaker.3 | Users of notebooks have no root access
SageMaker.4 | Endpoints start with more than one instance
SageMaker.5 | Models are isolated from the network
SageMaker.8 | Notebooks run on supported platforms
SecretsManager.1 | Secrets rotate
SecretsManager.2 | Rotation succeeds
SecretsManager.3 | Unused secrets are removed
SecretsManager.4 | Secrets rotate in time
ServiceCatalog.1 | Portfolios are shared within the Organization only
SNS.4 | Topics are not public
SQS.1 | Queues are encrypted
SQS.3 | Queues are not public
SSM.1 | Instances are managed by Systems Manager
SSM.2 | Managed instances are patched
SSM.3 | Associations of managed instances comply
SSM.4 | Documents are not public
SSM.6 | Automation logs
SSM.7 | Public sharing of documents is blocked
StepFunctions.1 | State machines log
Transfer.2 | Servers do not use FTP
Transfer.3 | Connectors log
WAF.1 | Classic global web ACLs log
WAF.2 | Classic Regional rules have a condition
WAF.3 | Classic Regional rule groups have a rule
WAF.4 | Classic Regional web ACLs have a rule
WAF.6 | Classic global rules have a condition
WAF.7 | Classic global rule groups have a rule
WAF.8 | Classic global web ACLs have a rule
WAF.10 | Web ACLs have a rule
WAF.12 | Rules publish metrics
WorkSpaces.1 | User volumes are encrypted
WorkSpaces.2 | Root volumes are encrypted
`;
