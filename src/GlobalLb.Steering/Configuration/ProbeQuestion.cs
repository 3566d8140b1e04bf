using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>What a probe asks of a DNS server.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Answer">What one of the records must be, in its text form; null: any record of the type will do.</param>
public sealed record ProbeQuestion(DomainName Name, RecordType Type = RecordType.A, string? Answer = null);
