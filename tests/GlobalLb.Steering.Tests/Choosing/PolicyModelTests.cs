using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

/// <summary>
/// The evaluator against a plain model, over arbitrary trees, regions and health. In the long run <c>GLOBALLB_TEST_CASES</c> says how
/// many worlds are tried.
/// </summary>
public sealed class PolicyModelTests
{
    private static readonly int Worlds = int.TryParse(Environment.GetEnvironmentVariable("GLOBALLB_TEST_CASES"), CultureInfo.InvariantCulture, out var cases) ? cases : 5000;

    [Fact]
    public void What_is_chosen_is_what_a_plain_model_would_choose()
    {
        var met = new Dictionary<(Standing? Threshold, bool IsSeveral, bool IsNothing), int>();
        Prop.ForAll(World.Any, world =>
        {
            var expected = new PolicyModel(world).Choose();
            var isNothing = expected.Picks.Count == 0 && !expected.IsSeveral;
            var key = (expected.Threshold, expected.IsSeveral, isNothing);
            met[key] = met.GetValueOrDefault(key) + 1;

            var choice = world.Choice;
            if (isNothing) return choice.IsNothing || (world.Fallback == Fallback.Static && !world.Answered().Any());
            return choice.Threshold == expected.Threshold && choice.IsSeveral == expected.IsSeveral
                && (expected.IsSeveral ? choice.Pool is null : choice.Pool is { } pool && expected.Picks.Contains(new(pool.Code, choice.Most)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Worlds));

        // Every way to come to an answer was gone.
        Assert.Equal(3, met.Where(pair => pair.Value >= Worlds / 100).Select(pair => pair.Key.Threshold).OfType<Standing>().Distinct().Count());
        Assert.Contains(met, pair => pair.Key.IsSeveral && pair.Value >= Worlds / 100);
        Assert.Contains(met, pair => pair.Key.IsNothing && pair.Value >= Worlds / 100);
    }
}
