using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Live;

/// <summary>Changes of a document, each ready for the desk: the thing of that code is replaced where it stands, or added at the end.</summary>
internal static class Change
{
    public static Func<ConfigurationDocument, ConfigurationDocument> Put(Region region) =>
        document => document with { Regions = Put(document.Regions, region, known => known.Code == region.Code) };

    public static Func<ConfigurationDocument, ConfigurationDocument> Put(Pool pool) =>
        document => document with { Pools = Put(document.Pools, pool, known => known.Code == pool.Code) };

    public static Func<ConfigurationDocument, ConfigurationDocument> Put(Zone zone) =>
        document => document with { Zones = Put(document.Zones, zone, known => known.Name == zone.Name) };

    /// <summary>Those of the organisation; nothing in them is as none.</summary>
    public static Func<ConfigurationDocument, ConfigurationDocument> Put(ProbeDefaults defaults) =>
        document => document with { ProbeDefaults = defaults == new ProbeDefaults() ? null : defaults };

    public static Func<ConfigurationDocument, ConfigurationDocument> Put(NamedPolicy policy) =>
        document => document with { Policies = Put(document.Policies, policy, known => known.Name == policy.Name) };

    public static Func<ConfigurationDocument, ConfigurationDocument> Put(KnownVantage vantage) =>
        document => document with { Vantages = Put(document.Vantages, vantage, known => known.Code == vantage.Code) };

    /// <summary>A maintenance becomes another where it stands, which may have another name; what was not there, or null, is added at the end.</summary>
    public static Func<ConfigurationDocument, ConfigurationDocument> Put(Maintenance? before, Maintenance maintenance) =>
        document => document with { Maintenance = Put(document.Maintenance, maintenance, known => known.Name == before?.Name) };

    /// <summary>The safeguards become others; what confirms a freeze stays.</summary>
    public static Func<ConfigurationDocument, ConfigurationDocument> Put(Safety safety) =>
        document => document with { Safety = safety with { FreezeConfirmedAt = document.Safety.FreezeConfirmedAt } };

    /// <summary>What was expected becomes something else where it stands; what nobody expects any more, or null, is added at the end.</summary>
    public static Func<ConfigurationDocument, ConfigurationDocument> Put(Expectation? before, Expectation expectation) =>
        document => document with { Expectations = Put(document.Expectations, expectation, known => IsSame(known, before)) };

    /// <summary>What a receiver is becomes something else where it stands; null: it is a new one.</summary>
    public static Func<ConfigurationDocument, ConfigurationDocument> Put(string? before, AlertReceiver receiver) =>
        document => document with { Alerts = Put(document.Alerts, receiver, known => known.Name == before) };

    public static Func<ConfigurationDocument, ConfigurationDocument> RemoveReceiver(string name) =>
        document => document with { Alerts = document.Alerts.RemoveAll(receiver => receiver.Name == name) };

    public static Func<ConfigurationDocument, ConfigurationDocument> Of(RegionCode code, Func<Region, Region> change) =>
        document => document with { Regions = [.. document.Regions.Select(region => region.Code == code ? change(region) : region)] };

    public static Func<ConfigurationDocument, ConfigurationDocument> Remove(RegionCode code) =>
        document => document with { Regions = document.Regions.RemoveAll(region => region.Code == code) };

    public static Func<ConfigurationDocument, ConfigurationDocument> Remove(PoolCode code) =>
        document => document with { Pools = document.Pools.RemoveAll(pool => pool.Code == code) };

    public static Func<ConfigurationDocument, ConfigurationDocument> Remove(DomainName zone) =>
        document => document with { Zones = document.Zones.RemoveAll(known => known.Name == zone) };

    public static Func<ConfigurationDocument, ConfigurationDocument> Remove(PolicyName name) =>
        document => document with { Policies = document.Policies.RemoveAll(policy => policy.Name == name) };

    public static Func<ConfigurationDocument, ConfigurationDocument> Remove(Expectation expectation) =>
        document => document with { Expectations = document.Expectations.RemoveAll(known => IsSame(known, expectation)) };

    public static Func<ConfigurationDocument, ConfigurationDocument> Remove(VantageCode code) =>
        document => document with { Vantages = document.Vantages.RemoveAll(vantage => vantage.Code == code) };

    public static Func<ConfigurationDocument, ConfigurationDocument> RemoveMaintenance(string name) =>
        document => document with { Maintenance = document.Maintenance.RemoveAll(each => each.Name == name) };

    // They have no code: what they say tells them apart, wherever they have moved meanwhile.
    private static bool IsSame(Expectation one, Expectation? other) => one.ToString() == other?.ToString();

    private static ImmutableArray<TThing> Put<TThing>(ImmutableArray<TThing> things, TThing thing, Predicate<TThing> isSame)
    {
        for (var i = 0; i < things.Length; i++)
            if (isSame(things[i])) return things.SetItem(i, thing);
        return things.Add(thing);
    }
}
