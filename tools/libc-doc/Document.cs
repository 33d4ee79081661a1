// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Skift.LibcDocs;

/// <summary>Writes <c>docs/libc.md</c>.</summary>
internal static class Document
{
    private static readonly (string Key, string Title)[] s_standards =
        [("iso", "ISO C11"), ("posix", "POSIX.1-2008"), ("xsi", "X/Open System Interfaces"), ("extra", "Linux and BSD")];

    internal static string Write(List<Interface> interfaces, LibrarySources sources)
    {
        StringBuilder text = new();
        text.Append("# The C library's functions\n\n");
        text.Append("Written by `tools/libc-doc` from the sources of `libc` and a list of the standards' functions.\n\n");
        text.Append("| | done | partial | missing | of |\n|---|---|---|---|---|\n");
        foreach ((string key, string title) in s_standards)
            AppendCounts(text, title, [.. interfaces.Where(i => i.Standard == key)], sources);
        AppendCounts(text, "all", interfaces, sources);
        foreach (IGrouping<string, Interface> header in interfaces.GroupBy(i => i.Header))
        {
            int done = header.Count(i => State(i, sources) != "missing");
            text.Append($"\n## {header.Key}: {done} of {header.Count()}\n\n");
            AppendNames(text, "done", header.Where(i => State(i, sources) == "done").Select(i => $"`{i.Name}`"));
            AppendNames(text, "partial", header.Where(i => State(i, sources) == "partial").Select(i => $"`{i.Name}` ({sources.Partial[i.Name]})"));
            AppendNames(text, "missing", header.Where(i => State(i, sources) == "missing").Select(i => $"`{i.Name}`"));
        }

        return text.ToString();
    }

    private static string State(Interface function, LibrarySources sources) =>
        !sources.Exports.Contains(function.Name) || !sources.Declares(function.Header, function.Name) ? "missing"
        : sources.Partial.ContainsKey(function.Name) ? "partial" : "done";

    private static void AppendCounts(StringBuilder text, string title, List<Interface> functions, LibrarySources sources)
    {
        ILookup<string, Interface> states = functions.ToLookup(i => State(i, sources));
        text.Append($"| {title} | {states["done"].Count()} | {states["partial"].Count()} | {states["missing"].Count()} | {functions.Count} |\n");
    }

    private static void AppendNames(StringBuilder text, string title, IEnumerable<string> names)
    {
        string list = string.Join(", ", names);
        if (list.Length != 0) text.Append($"- {title}: {list}\n");
    }
}
