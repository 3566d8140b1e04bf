using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks what is said of maintenance.</summary>
internal static class MaintenanceChecks
{
    private const int LongestLead = 7 * 86_400;
    private const int LongestName = 100;

    public static void Check(ConfigurationDocument document, WrittenPools pools, Problems problems)
    {
        if (document.Maintenance.IsEmpty) return;
        var endpoints = document.Pools.SelectMany(pool => pool.Endpoints).Select(endpoint => endpoint.Code).ToHashSet();
        problems.AddOutside(document.Maintenance.Length, 0, Maintenance.Most, "maintenance", " of them");
        foreach (var each in document.Maintenance)
        {
            var path = $"maintenance[{each.Name}]";
            problems.AddUnless(!string.IsNullOrWhiteSpace(each.Name) && each.Name.Length <= LongestName, $"{path}.name", $"write a name of 1 to {LongestName} characters");
            problems.AddOutside(each.LeadSeconds, 0, LongestLead, $"{path}.leadSeconds", " seconds");
            CheckTimes(each, path, problems);
            problems.AddUnless(!each.Regions.IsEmpty || !each.Pools.IsEmpty || !each.Endpoints.IsEmpty, path, "it is about nothing; name regions, pools or endpoints");
            foreach (var region in each.Regions) problems.AddUnless(pools.Has(region), $"{path}.regions", $"there is no region '{region}'; choose one that exists");
            foreach (var pool in each.Pools) problems.AddUnless(pools.Has(pool), $"{path}.pools", $"there is no pool '{pool}'; choose one that exists");
            foreach (var endpoint in each.Endpoints) problems.AddUnless(endpoints.Contains(endpoint), $"{path}.endpoints", $"there is no endpoint '{endpoint}'; choose one that exists");
        }

        problems.AddDuplicates(document.Maintenance.Select(each => each.Name), "maintenance", "name");
    }

    private static void CheckTimes(Maintenance each, string path, Problems problems)
    {
        var isOnce = each is { From: not null, To: not null, FromTime: null, ToTime: null, Zone: null };
        var isWeekly = each is { From: null, To: null, FromTime: not null, ToTime: not null, Zone: not null };
        problems.AddUnless(isOnce || isWeekly, path, "write either from and to, for one time, or fromTime, toTime and zone, for every week");
        if (isOnce) problems.AddUnless(each.To > each.From, $"{path}.to", $"{each.To:u} is not after {each.From:u}, when it begins");
        if (!isWeekly) return;
        problems.AddUnless(!each.Days.IsDefaultOrEmpty, $"{path}.days", "it needs at least one day; leave the days out for every day");
        problems.AddDuplicates((each.Days.IsDefault ? [] : each.Days).Select(day => ConfigurationWords.Weekdays[(int)day]), $"{path}.days", "day");
        if (!TimeZoneText.TryParse(each.Zone!, out _, out var problem)) problems.Add($"{path}.zone", problem);
        TimeChecks.AddUnlessMinutes(each.FromTime!.Value, $"{path}.fromTime", problems);
        TimeChecks.AddUnlessMinutes(each.ToTime!.Value, $"{path}.toTime", problems);
    }
}
