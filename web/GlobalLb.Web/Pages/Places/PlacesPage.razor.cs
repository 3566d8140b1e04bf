using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Pages.Places;

/// <summary>Edits the networks whose country the operator knows.</summary>
public sealed partial class PlacesPage : FormPage
{
    private readonly List<Row> _rows = [];

    /// <inheritdoc/>
    protected override string Key => "places";

    /// <inheritdoc/>
    protected override bool Fill()
    {
        _rows.Clear();
        _rows.AddRange(Now.Document.Places.Select(place => new Row { Prefix = place.Prefix.ToString(), Country = place.Country }));
        return Now.Configuration is not null;
    }

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var places = _rows.Select(row => row.Read(problems)).ToList();
        await SaveAsync(problems, "change the known places", document => document with { Places = [.. places] });
    }

    private sealed class Row
    {
        public string Prefix { get; set; } = "";

        public string Country { get; set; } = "";

        public KnownPlace Read(List<Problem> problems)
        {
            if (!PrefixText.TryParse(Prefix.Trim(), out var prefix, out var problem)) problems.Add(new Problem($"places[{Prefix}].prefix", problem));
            return new KnownPlace { Prefix = prefix, Country = Country.Trim().ToUpperInvariant() };
        }
    }
}
