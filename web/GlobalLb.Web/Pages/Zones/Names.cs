using GlobalLb.Dns.Names;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>Names as they are typed.</summary>
internal static class Names
{
    /// <summary>Reads a name; a missing final dot is supplied. What is wrong is added to <paramref name="problems"/>, and the root returned.</summary>
    public static DomainName Read(string text, string path, List<Problem> problems) => Read(text, DomainName.Root, path, problems);

    /// <summary>Reads a name that is relative to <paramref name="origin"/> unless it ends with a dot; <c>@</c> is the origin.</summary>
    public static DomainName Read(string text, DomainName origin, string path, List<Problem> problems)
    {
        if (DomainName.TryParse(text.Trim(), origin, out var name, out var problem)) return name;
        problems.Add(new Problem(path, problem));
        return DomainName.Root;
    }
}
