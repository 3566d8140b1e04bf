using GlobalLb.Server.Running;
using GlobalLb.Store.Embedded;
using GlobalLb.Tests;
using Microsoft.Extensions.Configuration;

namespace GlobalLb.Server.Tests.Running;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("FeedKey", "GLOBALLB_FEED_KEY")]
    [InlineData("Postgres", "GLOBALLB_POSTGRES")]
    [InlineData("Dns", "GLOBALLB_DNS")]
    public void Words_are_parted_by_underscores_in_the_environment(string name, string variable) =>
        Assert.Equal("said", Settings.Find(name, asked => asked == variable ? "said" : null, () => throw new InvalidOperationException("not asked")));

    [Fact]
    public void The_environment_goes_before_the_file_and_nothing_is_nothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "appsettings.json"), """{"GlobalLb":{"Web":"http://file","Vantage":""}}""");
        var file = Settings.Read(folder.Path);
        Assert.Equal("http://file", Settings.Find("Web", _ => "", () => file));
        Assert.Equal("http://variable", Settings.Find("Web", _ => "http://variable", () => file));
        Assert.Null(Settings.Find("Vantage", _ => null, () => file));
        Assert.Null(Settings.Find("Data", _ => null, () => file));
    }

    [Fact]
    public void A_missing_file_is_none()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(Settings.Read(folder.Path).AsEnumerable());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("no JSON")]
    public void A_file_that_cannot_be_read_is_said_with_its_path(string content)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "appsettings.json");
        File.WriteAllText(path, content);
        Assert.StartsWith($"{path} cannot be read (", Assert.Throws<StartFailure>(() => Settings.Read(folder.Path)).Message, StringComparison.Ordinal);
    }
}
