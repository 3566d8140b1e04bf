using GlobalLb.Server.Running;

namespace GlobalLb.Server.Tests.Running;

public sealed class ZoneListTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("globallb-list-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_is_a_zone_a_tab_and_a_path_that_begins_at_the_folder_of_the_list()
    {
        var list = Path.Combine(_folder, "list");
        File.WriteAllText(list, "# zones\n\na.test\tzones/a.zone\r\n b.test \t /srv/b.zone\nc.test\t../with blank.zone\nd.test\n");
        var read = ZoneList.Read(list);
        Assert.Equal(
            [
                new ZoneSource("a.test", Path.Combine(_folder, "zones/a.zone")),
                new ZoneSource("b.test", "/srv/b.zone"),
                new ZoneSource("c.test", Path.GetFullPath(Path.Combine(_folder, "../with blank.zone"))),
            ],
            [.. read.Sources]);
        Assert.StartsWith($"{list}:6:1: 'd.test' has no path; ", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_no_text_or_a_folder_is_said_to_be_so()
    {
        var list = Path.Combine(_folder, "list");
        File.WriteAllText(list, "a\0.test a.zone\nb.test b\0.zone\nc.test c.zone\n");
        var read = ZoneList.Read(list);
        Assert.Equal("c.test", Assert.Single(read.Sources).Origin);
        Assert.StartsWith($"{list}:1:1: the line holds the octet NUL", read.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith($"{list}:2:1: ", read.Problems[1], StringComparison.Ordinal);
        Assert.Contains("it is a folder", Assert.Throws<IOException>(() => ZoneList.Read(_folder)).Message, StringComparison.Ordinal);
    }
}
