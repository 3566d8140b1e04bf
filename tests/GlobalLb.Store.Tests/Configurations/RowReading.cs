using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace GlobalLb.Store.Tests.Configurations;

/// <summary>Puts a document together from people's rows: the way back that the program itself never goes.</summary>
internal static class RowReading
{
    public static async Task<ConfigurationDocument> ReadAsync(GlobalLbContext context)
    {
        var endpoints = (await context.Endpoints.ToListAsync()).ToLookup(row => row.Pool, row => new Endpoint
        {
            Code = row.Code,
            Address = row.Address,
            Port = row.Port,
            Weight = row.Weight,
            Availability = row.Availability,
        });
        var records = (await context.Records.ToListAsync()).ToLookup(
            row => row.Zone, row => new Record { Name = row.Name, Type = row.Type, Ttl = (uint)row.Ttl, Value = row.Value });
        var names = (await context.SteeredNames.ToListAsync()).ToLookup(
            row => row.Zone, row => new SteeredName { Name = row.Name, Ttl = (uint)row.Ttl, Policy = row.Policy, Fallback = row.Fallback });
        return new ConfigurationDocument
        {
            Regions = [.. (await context.Regions.ToListAsync()).Select(ReadRegion)],
            Pools = [.. (await context.Pools.ToListAsync()).Select(row => new Pool
            {
                Code = row.Code,
                Region = row.Region,
                Kind = row.Kind,
                Probe = row.Probe,
                UnknownMeans = row.UnknownMeans,
                Endpoints = [.. endpoints[row.Code]],
            })],
            Zones = [.. (await context.Zones.ToListAsync()).Select(row => ReadZone(row, records, names))],
            Places = [.. (await context.Places.ToListAsync()).Select(row => new KnownPlace { Prefix = row.Prefix, Country = row.Country })],
        };
    }

    private static Region ReadRegion(RegionRow row) => new()
    {
        Code = row.Code,
        Name = row.Name,
        Latitude = row.Latitude,
        Longitude = row.Longitude,
        State = row.State,
        Drill = row.DrillUntil is { } until ? new Drill(until, row.DrillStartedBy!) : null,
    };

    private static Zone ReadZone(ZoneRow row, ILookup<DomainName, Record> records, ILookup<DomainName, SteeredName> names) => new()
    {
        Name = row.Name,
        Authority = new ZoneAuthority
        {
            PrimaryNameServer = row.PrimaryNameServer,
            Mailbox = row.Mailbox,
            Refresh = (uint)row.Refresh,
            Retry = (uint)row.Retry,
            Expire = (uint)row.Expire,
            NegativeTtl = (uint)row.NegativeTtl,
            Ttl = (uint)row.Ttl,
        },
        Records = [.. records[row.Name]],
        SteeredNames = [.. names[row.Name]],
    };
}
