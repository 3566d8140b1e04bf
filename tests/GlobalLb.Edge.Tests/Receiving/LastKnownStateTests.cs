using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Publications;
using GlobalLb.Tests;

namespace GlobalLb.Edge.Tests.Receiving;

public sealed class LastKnownStateTests : IDisposable
{
    private static readonly Guid Here = Guid.NewGuid();

    private readonly TemporaryFolder _folder = new();
    private readonly Heard _heard = new();

    private LastKnownState Disk => new(_folder.Path, _heard);

    public void Dispose()
    {
        _heard.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Nothing_saved_is_nothing_loaded_and_nothing_to_say()
    {
        Assert.Empty(new LastKnownState(Path.Combine(_folder.Path, "absent"), _heard).Load());
        Assert.Empty(_heard.Lines);
    }

    [Fact]
    public void The_newest_of_each_kind_is_loaded_configuration_first()
    {
        Disk.Save(Sample.Health(Here, 1, 1));
        Disk.Save(Sample.Configuration(Here, 1, 1));
        Disk.Save(Sample.Configuration(Here, 1, 2));
        var loaded = Disk.Load().ToList();
        Assert.Equal(2, Assert.IsType<ConfigurationPublication>(loaded[0]).Version);
        Assert.IsType<HealthPublication>(loaded[1]);
    }

    [Fact]
    public void A_program_killed_before_the_rename_leaves_the_old_file()
    {
        Disk.Save(Sample.Configuration(Here, 1, 1));
        File.WriteAllText(At("configuration.json.new"), """{"kind":"configuration","vers""");
        Assert.Equal(1, Assert.IsType<ConfigurationPublication>(Assert.Single(Disk.Load())).Version);
        Disk.Save(Sample.Configuration(Here, 1, 2));
        Assert.Equal(2, Assert.IsType<ConfigurationPublication>(Assert.Single(Disk.Load())).Version);
        Assert.False(File.Exists(At("configuration.json.new")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"kind":"weather"}""")]
    [InlineData("""{"kind":"configuration","system":"no guid"}""")]
    public void A_file_that_cannot_be_read_is_set_aside_and_said(string content)
    {
        Disk.Save(Sample.Health(Here, 1, 1));
        File.WriteAllText(At("configuration.json"), content);
        Assert.IsType<HealthPublication>(Assert.Single(Disk.Load()));
        Assert.Equal(content, File.ReadAllText(At("configuration.json.unreadable")));
        Assert.Equal(1, _heard.Count("configuration.json cannot be read"));
    }

    [Fact]
    public void A_disk_that_recovers_is_said_to()
    {
        var disk = new LastKnownState(At("state"), _heard);
        File.WriteAllText(At("state"), "in the way");
        disk.Save(Sample.Health(Here, 1, 1));
        disk.Save(Sample.Health(Here, 1, 2));
        File.Delete(At("state"));
        disk.Save(Sample.Health(Here, 1, 3));
        disk.Save(Sample.Health(Here, 1, 4));
        Assert.Equal(1, _heard.Count("was not saved"));
        Assert.Equal(1, _heard.Count("is saved again"));
        Assert.Equal(4, Assert.Single(disk.Load()).Order);
    }

    private string At(string name) => Path.Combine(_folder.Path, name);
}
