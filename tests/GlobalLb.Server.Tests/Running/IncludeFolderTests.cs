using GlobalLb.Server.Running;

namespace GlobalLb.Server.Tests.Running;

public sealed class IncludeFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("globallb-include-").FullName;
    private readonly string _root;

    public IncludeFolderTests()
    {
        _root = Path.Combine(_folder, "root");
        Directory.CreateDirectory(Path.Combine(_root, "sub", "deep"));
        File.WriteAllText(Path.Combine(_root, "sub", "a.zone"), "inside");
        File.WriteAllText(Path.Combine(_folder, "secret"), "outside");
        File.WriteAllText(Path.Combine(_folder, "root-beside"), "outside");
        File.CreateSymbolicLink(Path.Combine(_root, "out"), "../secret");
        File.CreateSymbolicLink(Path.Combine(_root, "absolute"), Path.Combine(_folder, "secret"));
        File.CreateSymbolicLink(Path.Combine(_root, "up"), "..");
        File.CreateSymbolicLink(Path.Combine(_root, "in"), "./sub/../sub/a.zone");
        File.CreateSymbolicLink(Path.Combine(_root, "circle"), "circle");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("sub/a.zone")]
    [InlineData("./sub/deep/../a.zone")]
    [InlineData("in")]
    public void A_file_inside_is_read_and_named_by_where_it_is(string path)
    {
        Assert.True(new IncludeFolder(_root).TryRead(path, out var file, out var problem), problem);
        Assert.Equal((Path.Combine(_root, "sub", "a.zone"), "inside"), (file.Name, file.Text));
    }

    [Theory]
    [InlineData("../secret", "leads out of the folder")]
    [InlineData("../root-beside", "leads out of the folder")]
    [InlineData("sub/../../secret", "leads out of the folder")]
    [InlineData("/etc/hostname", "is an absolute path")]
    [InlineData("out", "by a symbolic link")]
    [InlineData("absolute", "by a symbolic link")]
    [InlineData("up/secret", "by a symbolic link")]
    [InlineData("circle", "too many symbolic links")]
    [InlineData("none", "cannot be included")]
    [InlineData("sub", "it is a folder")]
    [InlineData(".", "leads out of the folder")]
    public void What_is_outside_or_no_file_is_refused_with_a_sentence(string path, string sentence)
    {
        Assert.False(new IncludeFolder(_root).TryRead(path, out _, out var problem));
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
        Assert.StartsWith($"'{path}' ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_itself_may_be_a_link()
    {
        var link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, _root);
        Assert.True(new IncludeFolder(link).TryRead("sub/a.zone", out var file, out var problem), problem);
        Assert.Equal(Path.Combine(link, "sub", "a.zone"), file.Name);
    }
}
