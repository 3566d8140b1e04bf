namespace GlobalLb.Architecture.Tests;

/// <summary>Those who break a rule, all of them, one to a line.</summary>
internal static class Offenders
{
    public static void None<T>(IEnumerable<T> offenders)
    {
        var all = offenders.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
