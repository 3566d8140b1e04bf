using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>One child of a policy node while it is edited, with what its parent says about it.</summary>
public sealed class PolicyBranchForm
{
    /// <summary>Its share, below a weighted node.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>The places it is for, below a geographic node: separated by commas.</summary>
    public string Places { get; set; } = "";

    /// <summary>Whether clients from there go nowhere else, below a geographic node.</summary>
    public bool IsFence { get; set; }

    /// <summary>The child.</summary>
    public PolicyForm Node { get; set; } = new();

    /// <summary>Reads the places; what cannot be read is added to <paramref name="problems"/>.</summary>
    public ImmutableArray<PlaceMatch> ReadPlaces(string path, List<Problem> problems)
    {
        var places = ImmutableArray.CreateBuilder<PlaceMatch>();
        foreach (var text in Places.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (PlaceMatch.TryParse(text, out var place, out var problem)) places.Add(place);
            else problems.Add(new Problem(path, problem));
        }

        return places.ToImmutable();
    }
}
