// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Mono.Cecil;

namespace Skift.CallGraph;

/// <summary>What the compiler really made: it leaves out types that nobody creates and static constructors that it could evaluate itself.</summary>
internal sealed class CompiledSymbols
{
    private readonly HashSet<string> _names;

    /// <param name="nm">The program that lists an object file's symbols.</param>
    /// <param name="objectFile">The compiler's output.</param>
    internal CompiledSymbols(string nm, string objectFile)
    {
        using Process process = Process.Start(new ProcessStartInfo(nm, [objectFile]) { RedirectStandardOutput = true })!;
        _names = [.. process.StandardOutput.ReadToEnd().Split('\n').Select(line => line[(line.LastIndexOf(' ') + 1)..])];
        process.WaitForExit();
        if (process.ExitCode != 0) throw new IOException($"{nm} cannot read {objectFile}");
    }

    /// <summary>Whether objects of the type can exist. Of a generic type it is not known, so yes.</summary>
    internal bool IsConstructed(TypeDefinition type)
    {
        if (type.HasGenericParameters) return true;
        string name = Mangle(type);
        return _names.Contains($"_ZTV{name.Length}{name}") || _names.Contains($"_ZTV{name.Length + 6}Boxed_{name}");
    }

    /// <summary>Whether the type's static constructor is left to run at first use.</summary>
    internal bool HasStaticConstructor(TypeDefinition type) => type.HasGenericParameters || _names.Contains(Mangle(type) + "___cctor");

    private static string Mangle(TypeDefinition type)
    {
        StringBuilder name = new();
        foreach (char letter in type.Module.Assembly.Name.Name + "_" + type.FullName)
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        return name.ToString();
    }
}
