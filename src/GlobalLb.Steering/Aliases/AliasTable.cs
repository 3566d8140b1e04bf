using System.Collections.Immutable;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Aliases;

/// <summary>
/// What all targets of ALIAS records have at one moment. A target and family that is not in it is unknown: that is another
/// thing than having no addresses.
/// </summary>
public sealed record AliasTable
{
    /// <summary>Nothing known.</summary>
    public static AliasTable Empty { get; } = new();

    /// <summary>What is known, each target and family once.</summary>
    public ImmutableArray<AliasAddresses> Known { get; init; } = [];

    /// <summary>
    /// This table, completed with what an older one knows of targets that this one does not: whoever publishes began anew and
    /// has not found them yet, which is no reason to forget what is answered.
    /// </summary>
    /// <param name="older">The table held until now.</param>
    /// <param name="targets">The targets there are; everything else is forgotten.</param>
    public AliasTable Over(AliasTable older, IReadOnlySet<DomainName> targets)
    {
        var known = Known.Select(each => (each.Target, each.Type)).ToHashSet();
        return new AliasTable
        {
            Known =
            [
                .. Known.Where(each => targets.Contains(each.Target)),
                .. older.Known.Where(each => targets.Contains(each.Target) && !known.Contains((each.Target, each.Type))),
            ],
        };
    }

    /// <summary>Whether the same would be answered from both.</summary>
    public bool AnswersLike(AliasTable other) => Known.Length == other.Known.Length
        && Known.Zip(other.Known).All(pair => pair.First.AnswersLike(pair.Second));
}
