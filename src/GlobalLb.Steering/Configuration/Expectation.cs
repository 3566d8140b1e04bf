using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// What the operator expects one client to be answered when something is down. It is held against the policies with every region
/// open and every endpoint up but those that are said to be down: what is drained or sick today does not count.
/// </summary>
public sealed record Expectation
{
    /// <summary>What stands for an empty answer.</summary>
    public const string Nothing = "nothing";

    /// <summary>The steered name, or one whose aliases lead to one.</summary>
    public required DomainName Name { get; init; }

    /// <summary>A, AAAA, CNAME, MX, SRV, TXT, HTTPS or SVCB.</summary>
    public RecordType Type { get; init; } = RecordType.A;

    /// <summary>The client: an address or prefix, or a place such as <c>country:DE</c>.</summary>
    public required string Client { get; init; }

    /// <summary>The codes of the regions, pools and endpoints that are imagined to be down; may be empty.</summary>
    public ImmutableArray<string> Down { get; init; } = [];

    /// <summary>
    /// What every answer must come to, whatever the chance: the code of the region or of the pool that all of it is from, an
    /// address or the data of a record that is in it, or <see cref="Nothing"/>. Data is written as a master file writes it, with absolute
    /// names. Of HTTPS and SVCB that are made of the policy, what the first priority is made of counts.
    /// </summary>
    public required string Expect { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name.ToHostName()}: {ExpectationText.Format(this)}";
}
