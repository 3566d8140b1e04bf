using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>Why an endpoint stands as it does, for people.</summary>
internal static class StandingWords
{
    public static string Of(Snapshot snapshot, int endpoint)
    {
        var known = snapshot.Endpoints[endpoint];
        return snapshot.Standings[endpoint] switch
        {
            Standing.Available => "available",
            Standing.Drained => snapshot.Endpoints.Maintenance.Find(endpoint, snapshot.Moment) is { } maintenance
                ? $"drained for the maintenance '{maintenance.Name}' until {maintenance.Until:u}"
                : $"drained with its region {known.Region.Code}",
            Standing.Evacuated => known.Region.Drill is { } drill && known.Region.State != RegionState.Evacuated
                ? $"evacuated: region {known.Region.Code} is in a drill until {drill.Until:u}, started by {drill.StartedBy}"
                : $"evacuated with its region {known.Region.Code}",
            _ => Down(snapshot, endpoint, known.Code),
        };
    }

    // In the order in which the fold decides.
    private static string Down(Snapshot snapshot, int endpoint, EndpointCode code)
    {
        var next = new Soonest(snapshot.Moment);
        var availability = snapshot.Endpoints.Availability(endpoint, snapshot.Moment, ref next);
        if (availability == EndpointAvailability.ForcedDown)
            return snapshot.Endpoints.ForcedUntil(endpoint, availability) is { } until ? $"forced down by the operator until {until:u}" : "forced down by the operator";
        if (snapshot.Viewpoint is { } region && snapshot.Health.Regional.FirstOrDefault(view => view.Region == region)?.Down.TryGetValue(code, out var near) == true && snapshot.Health[code] != HealthState.Down)
            return $"down for clients near {region} since {near.Since:u}: {near.Reason}; not down for all vantages together";
        if (availability == EndpointAvailability.ForcedUp || !snapshot.Endpoints.IsProbed(endpoint)) return "imagined to be down";
        var isKnown = snapshot.Health.Endpoints.TryGetValue(code, out var health);
        if (isKnown && health.Health == HealthState.Down) return $"down since {health.Since:u}: {health.Reason}";
        return isKnown && health.Health == HealthState.Up || snapshot.Endpoints.UnknownIsUp(endpoint) ? "imagined to be down" : "of unknown health, which counts as down here";
    }
}
