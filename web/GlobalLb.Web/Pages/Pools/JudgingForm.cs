using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.Pools;

/// <summary>Which vantages look at a pool and what their words come to, while it is typed.</summary>
public sealed class JudgingForm
{
    /// <summary>The codes of the vantages that look at it; none: all.</summary>
    public HashSet<string> Vantages { get; } = new(StringComparer.Ordinal);

    /// <summary>How many must find an endpoint down: <c>one</c>, <c>majority</c>, <c>all</c> or a number.</summary>
    public string Quorum { get; set; } = "majority";

    /// <summary>What an endpoint counts as while nobody reports on it.</summary>
    public SilenceMeaning WithoutVantages { get; set; }

    /// <summary>Fills a form.</summary>
    public static JudgingForm Of(Pool pool)
    {
        var form = new JudgingForm { Quorum = pool.Quorum.ToString(), WithoutVantages = pool.WithoutVantages };
        form.Vantages.UnionWith(pool.Vantages.Select(vantage => vantage.Value));
        return form;
    }

    /// <summary>Reads the form into a pool; what cannot be read is added to <paramref name="problems"/>.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="problems">What is wrong.</param>
    public Pool Read(Pool pool, List<Problem> problems)
    {
        if (!Steering.Configuration.Quorum.TryParse(Quorum.Trim(), out var quorum, out var problem)) problems.Add(new Problem("quorum", problem));
        return pool with
        {
            Vantages = Vantages.SetEquals(pool.Vantages.Select(vantage => vantage.Value)) ? pool.Vantages : [.. Vantages.Order(StringComparer.Ordinal).Select(code => new VantageCode(code))],
            Quorum = quorum,
            WithoutVantages = WithoutVantages,
        };
    }
}
