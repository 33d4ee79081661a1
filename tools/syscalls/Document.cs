// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Skift.SyscallDocs;

/// <summary>Writes the table as Markdown.</summary>
internal static class Document
{
    internal static string Write(KernelSources sources)
    {
        StringBuilder text = new();
        int done = sources.Names.Keys.Count(sources.Rows.ContainsKey);
        text.Append("# System calls\n\n");
        text.Append("Written by `dotnet run --project tools/syscalls` from `kernel/Core/Syscalls/SyscallTable.cs` and the ABI's enums; do not edit.\n\n");
        text.Append($"{done} of Linux x86-64's {sources.Names.Count} calls are implemented. The others answer `ENOSYS`, and the kernel's log names each once.\n\n");
        text.Append("| number | name | flags known | missing |\n|---:|---|---|---|\n");
        foreach ((int number, string name) in sources.Names)
        {
            if (!sources.Rows.TryGetValue(number, out TableRow? row)) continue;
            text.Append($"| {number} | `{name}` | {Cell(Flags(sources, row))} | {Cell(Missing(row).Concat(Refused(sources, name)))} |\n");
        }

        text.Append("\n## Not implemented\n\n");
        string[] missing = [.. sources.Names.Where(call => !sources.Rows.ContainsKey(call.Key)).Select(call => $"`{call.Value}` ({call.Key})")];
        for (int i = 0; i < missing.Length; i += 6) text.Append(string.Join(", ", missing.Skip(i).Take(6))).Append(i + 6 < missing.Length ? ",\n" : "\n");
        return text.ToString();
    }

    private static string Cell(IEnumerable<string> parts) => string.Join(" ", parts).Replace("|", "\\|");

    private static IEnumerable<string> Flags(KernelSources sources, TableRow row) =>
        row.Method?.ParameterList.Parameters.SelectMany(parameter => sources.FlagsOf(parameter.Type!)).Where(flag => flag != "None").Select(flag => $"`{flag}`") ?? [];

    private static IEnumerable<string> Missing(TableRow row) => row.Method is MethodDeclarationSyntax method ? KernelSources.MissingOf(method) : [];

    /// <summary>What the log names when a program asks for it.</summary>
    private static IEnumerable<string> Refused(KernelSources sources, string name) =>
        sources.Refused.TryGetValue(name, out List<string>? refused) ? refused.Select(flag => $"`{flag}`") : [];
}
