using GlobalLb.Steering.Snapshots;
using GlobalLb.Tests;

namespace GlobalLb.Edge.Tests.Receiving;

public sealed class FileFeedTests : FileEdgeTest
{
    [Fact]
    public async Task The_file_is_answered_from_with_all_endpoints_available()
    {
        Write(Sample.Document);
        await StartAsync();
        await Receiver!.Configured.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(Version, Current.Value!.Version);
        Assert.Equal([Standing.Available, Standing.Available], Current.Value.Standings.ToArray());
    }

    [Fact]
    public async Task A_changed_file_is_taken_even_if_it_was_written_earlier()
    {
        Write(Sample.Document);
        await StartAsync();
        await Heard.UntilAsync($"Took configuration version {Version}");
        Write(Sample.ByPlace, TimeSpan.FromDays(-3));
        await PassAsync();
        await Heard.UntilAsync($"Took configuration version {Version + 1}");
        Write(Sample.Document, TimeSpan.FromSeconds(90));
        await PassAsync();
        await Heard.UntilAsync($"Took configuration version {Version + 90}");
        Assert.Equal(0, Metrics.Refused);
    }

    [Fact]
    public async Task A_restart_with_the_same_file_keeps_its_version_and_with_an_older_one_takes_that()
    {
        Write(Sample.Document);
        await StartAsync();
        await Heard.UntilAsync($"Took configuration version {Version}");
        await Eventually.HoldsAsync(() => File.Exists(In("state/configuration.json")));
        await Receiver!.StopAsync(CancellationToken.None);
        await StartAsync();
        await Heard.UntilAsync($"Took configuration version {Version}", 3); // and from disk
        Assert.Equal(1, Heard.Count($"Answering from the last known state: configuration version {Version}"));
        await Receiver!.StopAsync(CancellationToken.None);
        Write(Sample.ByPlace, TimeSpan.FromDays(-9));
        await StartAsync();
        await Heard.UntilAsync($"Took configuration version {Version + 1}");
        Assert.Equal(0, Metrics.Refused);
    }

    [Fact]
    public async Task Two_changes_within_a_second_are_two_versions()
    {
        Write(Sample.Document);
        await StartAsync();
        await Heard.UntilAsync($"Took configuration version {Version}");
        Write(Sample.ByPlace, TimeSpan.FromMilliseconds(300));
        await PassAsync();
        await Heard.UntilAsync($"Took configuration version {Version + 1}");
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("{\"colour\":1}", "colour")]
    [InlineData("null", "must not be null")]
    public async Task A_file_that_cannot_be_read_is_refused_and_taken_once_it_can(string content, string sentence)
    {
        Write(Sample.Document);
        await StartAsync();
        await Heard.UntilAsync("Took configuration version");
        await File.WriteAllTextAsync(Configuration, content);
        await PassAsync();
        await Heard.UntilAsync($"The configuration in {Configuration} was refused and what is held is kept: ");
        Assert.Contains(sentence, Heard.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(Version, Current.Value!.Version);
        Assert.Equal(1, Metrics.Refused);
        Write(Sample.ByPlace, TimeSpan.FromSeconds(10));
        await PassAsync();
        await Heard.UntilAsync($"Took configuration version {Version + 10}");
    }

    [Fact]
    public async Task A_file_that_is_not_valid_is_refused_and_one_that_is_absent_is_waited_for()
    {
        await StartAsync();
        await Heard.UntilAsync("was refused and what is held is kept: there is no such file");
        Assert.False(Receiver!.Configured.IsCompleted);
        Write(Sample.Document with { Regions = [] });
        await PassAsync();
        await Heard.UntilAsync("it is not valid: ");
        Write(Sample.Document, TimeSpan.FromSeconds(5));
        await PassAsync();
        await Heard.UntilAsync($"Took configuration version {Version + 5}");
    }
}
