using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Looks for what is valid and probably not meant.</summary>
public static class Lints
{
    /// <summary>All of them; empty when nothing strikes.</summary>
    /// <param name="document">A valid configuration.</param>
    public static ImmutableArray<Lint> Find(ConfigurationDocument document)
    {
        var found = ImmutableArray.CreateBuilder<Lint>();
        var pools = document.Pools.ToDictionary(pool => pool.Code);
        var policies = new PolicyLints(document);
        var inheritance = new ProbeInheritance(document);
        foreach (var policy in document.Policies) found.AddRange(policies.Find(policy.Node, $"policies[{policy.Name}].node"));
        foreach (var zone in document.Zones)
        {
            foreach (var name in zone.SteeredNames)
            {
                var path = $"zones[{zone.Name}].steeredNames[{name.Name}]";
                found.AddRange(NameLints.Find(name, document, pools, inheritance, path));
                found.AddRange(policies.Find(name.Policy, $"{path}.policy"));
            }

            found.AddRange(RecordLints.Find(zone, document));
        }

        found.AddRange(PoolLints.Find(document, inheritance));
        return found.ToImmutable();
    }
}
