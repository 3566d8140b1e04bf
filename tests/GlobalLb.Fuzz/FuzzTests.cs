namespace GlobalLb.Fuzz;

public sealed class FuzzTests
{
    public static TheoryData<string, int> Runs()
    {
        var runs = new TheoryData<string, int>();
        foreach (var target in FuzzTarget.All)
            for (var seed = 1; seed <= 3; seed++) runs.Add(target.Name, seed);
        return runs;
    }

    public static TheoryData<string> Names() => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void No_input_breaks_what_must_hold_for_all(string name, int seed)
    {
        const int Inputs = 40_000;
        var target = FuzzTarget.All.Single(target => target.Name == name);
        var fuzzing = new Fuzzing(target, seed);
        var failure = fuzzing.Run(() => fuzzing.Tried < Inputs);
        Assert.True(failure is null, $"{failure?.Reason}\n{Convert.ToHexString(failure?.Input ?? [])}");

        // A fuzzer that always ends at the same place tests nothing.
        Assert.InRange(fuzzing.Outcomes, 20, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_is_the_same_run(string name)
    {
        const int Inputs = 10_000;
        var runs = Enumerable.Range(0, 2).Select(_ => new Fuzzing(FuzzTarget.All.Single(target => target.Name == name), 7)).ToArray();
        foreach (var run in runs) Assert.Null(run.Run(() => run.Tried < Inputs));
        Assert.True(runs[0].Kept.Count > 0);
        Assert.Equal(runs[0].Kept, runs[1].Kept);
    }
}
