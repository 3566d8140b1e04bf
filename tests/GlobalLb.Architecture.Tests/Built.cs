using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace GlobalLb.Architecture.Tests;

/// <summary>What the compiler made: the assemblies beside the tests, read and not loaded.</summary>
internal static class Built
{
    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, file);

    /// <summary>The assemblies that an assembly names.</summary>
    public static string[] References(string assembly)
    {
        using var file = new PEReader(File.OpenRead(PathOf(assembly + ".dll")));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>The assemblies that an assembly names, and those they name, as far as they lie beside the tests.</summary>
    public static HashSet<string> Closure(string assembly)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>([assembly]);
        while (open.TryPop(out var next))
            foreach (var reference in References(next))
                if (found.Add(reference) && File.Exists(PathOf(reference + ".dll"))) open.Push(reference);
        return found;
    }
}
