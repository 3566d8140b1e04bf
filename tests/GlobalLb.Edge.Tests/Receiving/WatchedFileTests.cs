using System.Text;
using GlobalLb.Edge.Receiving;
using GlobalLb.Tests;

namespace GlobalLb.Edge.Tests.Receiving;

public sealed class WatchedFileTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly string _path;

    public WatchedFileTests() => _path = Path.Combine(_folder.Path, "file");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_new_is_told_once_it_has_stayed_the_same_for_a_second()
    {
        await File.WriteAllTextAsync(_path, "one");
        var file = new WatchedFile(_path, _time);
        Assert.Equal("one", Read(file));
        var changed = file.ChangedAsync(CancellationToken.None);
        await PassAsync();
        await PassAsync();
        await _time.UntilWaitingForAsync(Second);
        await File.WriteAllTextAsync(_path, "one and");
        await PassAsync();
        await _time.UntilWaitingForAsync(Second);
        await File.WriteAllTextAsync(_path, "one and two");
        await PassAsync();
        await _time.UntilWaitingForAsync(Second);
        Assert.False(changed.IsCompleted);
        await PassAsync();
        await changed.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("one and two", Read(file));
    }

    [Fact]
    public async Task A_file_that_goes_or_comes_is_another()
    {
        await File.WriteAllTextAsync(_path, "one");
        var file = new WatchedFile(_path, _time);
        Assert.Equal("one", Read(file));
        File.Delete(_path);
        await NoticeAsync(file);
        Assert.Equal("there is no such file", Read(file));
        await File.WriteAllTextAsync(_path, "two");
        await NoticeAsync(file);
        Assert.Equal("two", Read(file));
    }

    [Fact]
    public async Task A_link_that_is_led_elsewhere_is_another_file()
    {
        string first = Path.Combine(_folder.Path, "1"), second = Path.Combine(_folder.Path, "2");
        await File.WriteAllTextAsync(first, "one");
        await File.WriteAllTextAsync(second, "another");
        File.CreateSymbolicLink(_path, first);
        var file = new WatchedFile(_path, _time);
        Assert.Equal("one", Read(file));
        File.CreateSymbolicLink(_path + ".new", second);
        File.Move(_path + ".new", _path, overwrite: true);
        await NoticeAsync(file);
        Assert.Equal("another", Read(file));
    }

    [Fact]
    public void What_is_no_file_is_said()
    {
        Directory.CreateDirectory(_path);
        Assert.Contains("denied", Read(new WatchedFile(_path, _time)), StringComparison.Ordinal);
        Assert.Equal("there is no such file", Read(new WatchedFile(Path.Combine(_path, "a", "b"), _time)));
    }

    [Fact]
    public async Task An_empty_file_is_read_as_such()
    {
        await File.WriteAllTextAsync(_path, "");
        Assert.Equal("", Read(new WatchedFile(_path, _time)));
    }

    private static string Read(WatchedFile file)
    {
        if (!file.TryRead(out var content, out var problem)) return problem;
        using (content) return Encoding.UTF8.GetString(content.Span);
    }

    private async Task NoticeAsync(WatchedFile file)
    {
        var changed = file.ChangedAsync(CancellationToken.None);
        await PassAsync();
        await PassAsync();
        await changed.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private async Task PassAsync()
    {
        await _time.UntilWaitingForAsync(Second);
        _time.Advance(Second);
    }
}
