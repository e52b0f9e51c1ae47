import { readRequirements } from "./requirement.ts";

const families: Readonly<Record<string, string>> = {
  AC: "AC · Access control",
  AU: "AU · Audit and accountability",
  CA: "CA · Assessment, authorization and monitoring",
  CM: "CM · Configuration management",
  CP: "CP · Contingency planning",
  IA: "IA · Identification and authentication",
  IR: "IR · Incident response",
  RA: "RA · Risk assessment",
  SA: "SA · System and services acquisition",
  SC: "SC · System and communications protection",
  SI: "SI · System and information integrity",
};

const text = `
AC-2 | Account management
AC-2(1) | Automated system account management
AC-2(3) | Disable accounts
AC-2(4) | Automated audit actions
AC-2(12) | Account monitoring for atypical usage
AC-3 | Access enforcement
AC-3(7) | Role-based access control
AC-3(15) | Discretionary and mandatory access control
AC-4 | Information flow enforcement
AC-4(21) | Physical or logical separation of information flows
AC-4(26) | Audit filtering actions
AC-5 | Separation of duties
AC-6 | Least privilege
AC-6(2) | Non-privileged access for nonsecurity functions
AC-6(3) | Network access to privileged commands
AC-6(7) | Review of user privileges
AC-6(9) | Log use of privileged functions
AC-6(10) | Prohibit non-privileged users from executing privileged functions
AC-12 | Session termination
AC-17 | Remote access
AC-17(2) | Protection of confidentiality and integrity using encryption
AC-21 | Information sharing
AU-2 | Event logging
AU-3 | Content of audit records
AU-6(1) | Automated process integration
AU-6(3) | Correlate audit record repositories
AU-6(4) | Central review and analysis
AU-6(5) | Integrated analysis of audit records
AU-7(1) | Automatic processing
AU-9 | Protection of audit information
AU-9(2) | Store on separate physical systems or components
AU-9(7) | Store on component with different operating system
AU-10 | Non-repudiation
AU-11 | Audit record retention
AU-12 | Audit record generation
AU-14(1) | System start-up
CA-5 | Plan of action and milestones
CA-7 | Continuous monitoring
CA-9(1) | Compliance checks
CM-2 | Baseline configuration
CM-2(2) | Automation support for accuracy and currency
CM-3 | Configuration change control
CM-3(6) | Cryptography management
CM-6 | Configuration settings
CM-6(1) | Automated management, application and verification
CM-7 | Least functionality
CM-8 | System component inventory
CM-8(1) | Updates during installation and removal
CM-8(2) | Automated maintenance
CM-8(3) | Automated unauthorized component detection
CP-2(2) | Capacity planning
CP-6 | Alternate storage site
CP-6(1) | Separation from primary site
CP-6(2) | Recovery time and recovery point objectives
CP-9 | System backup
CP-10 | System recovery and reconstitution
IA-2 | Identification and authentication of organizational users
IA-2(1) | Multi-factor authentication to privileged accounts
IA-2(2) | Multi-factor authentication to non-privileged accounts
IA-2(6) | Access to accounts: separate device
IA-2(8) | Access to accounts: replay resistant
IA-5 | Authenticator management
IA-5(1) | Password-based authentication
IA-5(7) | No embedded unencrypted static authenticators
IA-9 | Service identification and authentication
IR-4 | Incident handling
IR-4(1) | Automated incident handling processes
IR-4(5) | Automatic disabling of system
RA-3(4) | Predictive cyber analytics
RA-5 | Vulnerability monitoring and scanning
SA-3 | System development life cycle
SA-8(19) | Continuous protection
SA-8(21) | Self-analysis
SA-8(22) | Accountability and traceability
SA-8(25) | Economic security
SA-11(1) | Static code analysis
SA-11(6) | Attack surface reviews
SA-15(2) | Security and privacy tracking tools
SA-15(8) | Reuse of threat and vulnerability information
SC-5 | Denial-of-service protection
SC-5(1) | Restrict ability to attack other systems
SC-5(2) | Capacity, bandwidth and redundancy
SC-5(3) | Detection and monitoring
SC-7 | Boundary protection
SC-7(3) | Access points
SC-7(4) | External telecommunications services
SC-7(5) | Deny by default, allow by exception
SC-7(9) | Restrict threatening outgoing communications traffic
SC-7(10) | Prevent exfiltration
SC-7(11) | Restrict incoming communications traffic
SC-7(16) | Prevent discovery of system components
SC-7(20) | Dynamic isolation and segregation
SC-7(21) | Isolation of system components
SC-8 | Transmission confidentiality and integrity
SC-8(1) | Cryptographic protection
SC-8(2) | Pre- and post-transmission handling
SC-12 | Cryptographic key establishment and management
SC-12(2) | Symmetric keys
SC-12(3) | Asymmetric keys
SC-13 | Cryptographic protection
SC-23 | Session authenticity
SC-23(3) | Unique system-generated session identifiers
SC-23(5) | Allowed certificate authorities
SC-28 | Protection of information at rest
SC-28(1) | Cryptographic protection
SC-28(3) | Cryptographic keys
SC-36 | Distributed processing and storage
SC-36(2) | Synchronization
SI-2 | Flaw remediation
SI-2(2) | Automated flaw remediation status
SI-2(3) | Time to remediate flaws and benchmarks for corrective actions
SI-2(4) | Automated patch management tools
SI-2(5) | Automatic software and firmware updates
SI-3(8) | Detect unauthorized commands
SI-4 | System monitoring
SI-4(1) | System-wide intrusion detection system
SI-4(2) | Automated tools and mechanisms for real-time analysis
SI-4(4) | Inbound and outbound communications traffic
SI-4(5) | System-generated alerts
SI-4(12) | Automated organization-generated alerts
SI-4(13) | Analyze traffic and event patterns
SI-4(20) | Privileged users
SI-4(22) | Unauthorized network services
SI-4(25) | Optimize network traffic analysis
SI-7(1) | Integrity checks
SI-7(3) | Centrally managed integrity tools
SI-7(6) | Cryptographic protection
SI-7(7) | Integration of detection and response
SI-7(8) | Auditing capability for significant events
SI-12 | Information management and retention
SI-13(5) | Failover capability
SI-20 | Tainting
`;

/** The controls of SP 800-53 Rev. 5 that Security Hub's standard names, and those that ours are mapped to. */
export const nist80053 = readRequirements(text, (id) => {
  const family = id.slice(0, 2);
  return families[family] ?? family;
});
