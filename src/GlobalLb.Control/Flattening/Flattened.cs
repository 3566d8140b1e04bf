using GlobalLb.Dns.Names;
using GlobalLb.Steering.Aliases;

namespace GlobalLb.Control.Flattening;

/// <summary>One target and what is remembered of it.</summary>
internal sealed class Flattened(DomainName target, AliasFold fold)
{
    public DomainName Target => target;

    public AliasFold Fold { get; set; } = fold;

    /// <summary>Look-ups in a row in which a family failed.</summary>
    public int Failures { get; set; }

    /// <summary>What was said last of its trouble, so that it is said once; null: it has none.</summary>
    public string? Trouble { get; set; }
}
