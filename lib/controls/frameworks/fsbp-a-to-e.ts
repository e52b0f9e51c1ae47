/** Security Hub controls of FSBP, services A to E. */
export const fsbpAToE = `
Account.1 | A security contact is set
ACM.1 | Certificates are renewed in time
ACM.2 | RSA certificates have 2,048 bits or more
APIGateway.1 | REST and WebSocket APIs log executions
APIGateway.2 | REST stages authenticate to back ends with a certificate
APIGateway.3 | REST stages are traced with X-Ray
APIGateway.4 | APIs stand behind a WAF web ACL
APIGateway.5 | REST API caches are encrypted
APIGateway.8 | Routes have an authorization type
APIGateway.9 | V2 stages log access
AppSync.1 | API caches are encrypted at rest
AppSync.2 | Field-level logging is on
AppSync.5 | GraphQL APIs do not authenticate with API keys
AppSync.6 | API caches are encrypted in transit
Athena.4 | Workgroups log
AutoScaling.1 | Groups behind a load balancer use its health checks
AutoScaling.2 | Groups span Availability Zones
AutoScaling.3 | Launch configurations require IMDSv2
Autoscaling.5 | Launch configurations give no public address
AutoScaling.6 | Groups use several instance types in several zones
AutoScaling.9 | Groups use launch templates
Backup.1 | Recovery points are encrypted
CloudFront.1 | Distributions have a default root object
CloudFront.3 | Distributions require encryption in transit
CloudFront.4 | Distributions have origin failover
CloudFront.5 | Distributions log
CloudFront.6 | Distributions stand behind WAF
CloudFront.7 | Distributions use certificates of their own
CloudFront.8 | Distributions serve HTTPS by SNI
CloudFront.9 | Traffic to custom origins is encrypted
CloudFront.10 | Custom origins use no deprecated SSL protocol
CloudFront.12 | No origin is a bucket that does not exist
CloudFront.13 | Distributions use origin access control
CloudFront.15 | Distributions use the recommended TLS policy
CloudFront.16 | Function URL origins use origin access control
CloudTrail.1 | A multi-Region trail logs management events
CloudTrail.2 | Trails are encrypted with a customer key
CloudTrail.4 | Log files are validated
CloudTrail.5 | Trails send to CloudWatch Logs
CodeBuild.1 | Bitbucket source URLs hold no credentials
CodeBuild.2 | Build environments hold no plain credentials
CodeBuild.3 | Build logs in S3 are encrypted
CodeBuild.4 | Build projects log
CodeBuild.7 | Report exports are encrypted
Cognito.2 | Identity pools allow no unauthenticated identities
Cognito.3 | User pools have strong password policies
Config.1 | Config records through its service-linked role
Connect.2 | Instances log to CloudWatch
DataFirehose.1 | Delivery streams are encrypted
DataSync.1 | Tasks log
DMS.1 | Replication instances are not public
DMS.6 | Replication instances take minor upgrades
DMS.7 | Replication tasks log at the target
DMS.8 | Replication tasks log at the source
DMS.9 | Endpoints use SSL
DMS.10 | Neptune endpoints authorize with IAM
DMS.11 | MongoDB endpoints authenticate
DMS.12 | Redis endpoints use TLS
DMS.13 | Replication instances span Availability Zones
DocumentDB.1 | Clusters are encrypted at rest
DocumentDB.2 | Clusters keep backups long enough
DocumentDB.3 | Manual snapshots are not public
DocumentDB.4 | Clusters publish audit logs
DocumentDB.5 | Clusters are protected from deletion
DocumentDB.6 | Clusters are encrypted in transit
DynamoDB.1 | Tables scale with demand
DynamoDB.2 | Tables have point-in-time recovery
DynamoDB.3 | DAX clusters are encrypted at rest
DynamoDB.6 | Tables are protected from deletion
DynamoDB.7 | DAX clusters are encrypted in transit
EC2.1 | EBS snapshots are not public
EC2.2 | Default security groups allow nothing
EC2.3 | Attached EBS volumes are encrypted
EC2.4 | Stopped instances are removed in time
EC2.6 | VPCs have flow logs
EC2.7 | EBS is encrypted by default
EC2.8 | Instances require IMDSv2
EC2.9 | Instances have no public IPv4 address
EC2.10 | VPCs have an endpoint of EC2
EC2.15 | Subnets give no public address
EC2.16 | Unused network ACLs are removed
EC2.17 | Instances use one network interface
EC2.18 | Security groups open authorized ports only to the world
EC2.19 | Security groups close high-risk ports to the world
EC2.20 | Both tunnels of a VPN connection are up
EC2.21 | Network ACLs close 22 and 3389 to the world
EC2.23 | Transit gateways accept no attachment by themselves
EC2.24 | No paravirtual instance type is used
EC2.25 | Launch templates give no public address
EC2.51 | Client VPN endpoints log connections
EC2.55 | VPCs have an endpoint of the ECR API
EC2.56 | VPCs have an endpoint of the Docker registry
EC2.57 | VPCs have an endpoint of Systems Manager
EC2.58 | VPCs have an endpoint of Incident Manager Contacts
EC2.60 | VPCs have an endpoint of Incident Manager
EC2.170 | Launch templates require IMDSv2
EC2.171 | VPN connections log
EC2.172 | VPC Block Public Access stops gateway traffic
EC2.173 | Spot Fleet requests encrypt EBS volumes
EC2.180 | Network interfaces check source and destination
EC2.181 | Launch templates encrypt EBS volumes
ECR.1 | Images are scanned
ECR.2 | Image tags are immutable
ECR.3 | Repositories have a lifecycle policy
ECS.1 | Task definitions have safe network modes and users
ECS.2 | Services give no public address
ECS.3 | Tasks do not share the host's process namespace
ECS.4 | Containers run unprivileged
ECS.5 | Containers mount their root read-only
ECS.8 | Environments of containers hold no secrets
ECS.9 | Task definitions log
ECS.10 | Fargate services run on the latest platform
ECS.12 | Clusters use Container Insights
ECS.16 | Task sets give no public address
EFS.1 | File systems are encrypted with KMS
EFS.2 | File systems are in backup plans
EFS.3 | Access points enforce a root directory
EFS.4 | Access points enforce a user identity
EFS.6 | Mount targets stand in private subnets
EFS.7 | File systems back up by themselves
EFS.8 | File systems are encrypted at rest
EKS.1 | Cluster endpoints are not public
EKS.2 | Clusters run a supported Kubernetes version
EKS.3 | Kubernetes secrets are encrypted
EKS.8 | Clusters write audit logs
ElastiCache.1 | Clusters back up by themselves
ElastiCache.2 | Clusters take minor upgrades
ElastiCache.3 | Replication groups fail over by themselves
ElastiCache.4 | Replication groups are encrypted at rest
ElastiCache.5 | Replication groups are encrypted in transit
ElastiCache.6 | Replication groups of earlier versions use AUTH
ElastiCache.7 | Clusters are not in the default subnet group
ElasticBeanstalk.1 | Environments report enhanced health
ElasticBeanstalk.2 | Platform updates are managed
ElasticBeanstalk.3 | Environments stream logs to CloudWatch
ELB.1 | Application load balancers redirect HTTP to HTTPS
ELB.2 | Classic load balancers use certificates of ACM
ELB.3 | Classic listeners terminate HTTPS or TLS
ELB.4 | Application load balancers drop invalid headers
ELB.5 | Load balancers log
ELB.6 | Load balancers are protected from deletion
ELB.7 | Classic load balancers drain connections
ELB.8 | Classic SSL listeners use a strong policy
ELB.9 | Classic load balancers balance across zones
ELB.10 | Classic load balancers span Availability Zones
ELB.12 | Application load balancers mitigate desync
ELB.13 | Load balancers span Availability Zones
ELB.14 | Classic load balancers mitigate desync
ELB.17 | Listeners use recommended security policies
ELB.18 | Listeners use protocols that encrypt
EMR.1 | Primary nodes have no public address
EMR.2 | Block public access is on
EMR.3 | Security configurations encrypt at rest
EMR.4 | Security configurations encrypt in transit
ES.1 | Domains are encrypted at rest
ES.2 | Domains are not public
ES.3 | Traffic between nodes is encrypted
ES.4 | Domains log errors
ES.5 | Domains write audit logs
ES.6 | Domains have three data nodes or more
ES.7 | Domains have three primary nodes or more
ES.8 | Connections use the latest TLS policy
EventBridge.3 | Custom event buses have a resource policy
`;
