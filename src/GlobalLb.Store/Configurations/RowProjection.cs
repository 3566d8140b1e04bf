using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace GlobalLb.Store.Configurations;

/// <summary>Makes people's rows what a document says, touching only those that differ.</summary>
internal static class RowProjection
{
    /// <summary>Brings the rows in line; the caller saves.</summary>
    public static async Task ProjectAsync(GlobalLbContext context, ConfigurationDocument document, CancellationToken cancellation)
    {
        await ReplaceAsync(context.Regions, document.Regions.Select(RowOf), row => row.Code, cancellation);
        await ReplaceAsync(context.Pools, document.Pools.Select(RowOf), row => row.Code, cancellation);
        await ReplaceAsync(
            context.Endpoints,
            document.Pools.SelectMany(pool => pool.Endpoints.Select(endpoint => RowOf(pool, endpoint))),
            row => row.Code,
            cancellation);
        await ReplaceAsync(context.Zones, document.Zones.Select(RowOf), row => row.Name, cancellation);
        await ReplaceAsync(
            context.SteeredNames,
            document.Zones.SelectMany(zone => zone.SteeredNames.Select(name => RowOf(zone, name))),
            row => (row.Zone, row.Name),
            cancellation);
        await ReplaceAsync(
            context.Records,
            document.Zones.SelectMany(zone => zone.Records.Select(record => RowOf(zone, record))),
            row => (row.Zone, row.Name, row.Type, row.Value),
            cancellation,
            (wanted, existing) => wanted.Id = existing.Id);
        await ReplaceAsync(
            context.Places,
            document.Places.Select(place => new PlaceRow { Prefix = place.Prefix, Country = place.Country }),
            row => row.Prefix,
            cancellation);
    }

    private static async Task ReplaceAsync<TRow, TKey>(
        DbSet<TRow> table,
        IEnumerable<TRow> wanted,
        Func<TRow, TKey> key,
        CancellationToken cancellation,
        Action<TRow, TRow>? keep = null)
        where TRow : class
        where TKey : notnull
    {
        var existing = (await table.ToListAsync(cancellation)).ToDictionary(key);
        foreach (var row in wanted)
        {
            if (existing.Remove(key(row), out var same))
            {
                keep?.Invoke(row, same);
                table.Entry(same).CurrentValues.SetValues(row);
            }
            else
            {
                table.Add(row);
            }
        }

        table.RemoveRange(existing.Values);
    }

    private static RegionRow RowOf(Region region) => new()
    {
        Code = region.Code,
        Name = region.Name,
        Latitude = region.Latitude,
        Longitude = region.Longitude,
        State = region.State,
        DrillUntil = region.Drill?.Until.ToUniversalTime(),
        DrillStartedBy = region.Drill?.StartedBy,
    };

    private static PoolRow RowOf(Pool pool) => new()
    {
        Code = pool.Code,
        Region = pool.Region,
        Kind = pool.Kind,
        Probe = pool.Probe,
        UnknownMeans = pool.UnknownMeans,
    };

    private static EndpointRow RowOf(Pool pool, Endpoint endpoint) => new()
    {
        Code = endpoint.Code,
        Pool = pool.Code,
        Address = endpoint.Address,
        Port = endpoint.Port,
        Weight = endpoint.Weight,
        Availability = endpoint.Availability,
    };

    private static ZoneRow RowOf(Zone zone) => new()
    {
        Name = zone.Name,
        PrimaryNameServer = zone.Authority.PrimaryNameServer,
        Mailbox = zone.Authority.Mailbox,
        Refresh = zone.Authority.Refresh,
        Retry = zone.Authority.Retry,
        Expire = zone.Authority.Expire,
        NegativeTtl = zone.Authority.NegativeTtl,
        Ttl = zone.Authority.Ttl,
    };

    private static SteeredNameRow RowOf(Zone zone, SteeredName name) => new()
    {
        Zone = zone.Name,
        Name = name.Name,
        Ttl = name.Ttl,
        Policy = name.Policy,
        Fallback = name.Fallback,
    };

    private static RecordRow RowOf(Zone zone, Record record) => new()
    {
        Zone = zone.Name,
        Name = record.Name,
        Type = record.Type,
        Ttl = record.Ttl,
        Value = record.Value,
    };
}
