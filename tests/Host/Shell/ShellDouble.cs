// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Sh.Expansion;
using Skift.Sh.Syntax;

namespace Skift.Tests.Host.Shell;

/// <summary>A shell of variables, aliases and invented files, without processes: enough to parse and expand.</summary>
internal sealed class ShellDouble : ExpansionHost
{
    private readonly DoubleContext _context = new();

    public Dictionary<string, string> Variables { get; } = new() { ["IFS"] = " \t\n", ["HOME"] = "/home/me" };

    public Dictionary<string, Alias> Aliases => _context.Aliases;

    public List<string> Arguments { get; } = new();

    public Dictionary<string, string[]> Directories { get; } = new();

    public bool NoUnset { get; set; }

    public override IReadOnlyList<string> Positional => Arguments;

    public override bool FailsOnUnset => NoUnset;

    public override bool IsGlobbingOff => false;

    public Node? Parse(string text) => new Parser(new Scanner(new StringSource(text), 1), _context).ParseAll();

    /// <summary>The fields of all words of a simple command.</summary>
    public List<string> Expand(string command)
    {
        SimpleCommand parsed = (SimpleCommand)Parse(command)!;
        Expander expander = new(this);
        List<string> fields = new();
        foreach (Word word in parsed.Words)
        {
            expander.ExpandFields(word, fields);
        }

        return fields;
    }

    public override string? GetParameter(string name)
    {
        if (int.TryParse(name, out int index))
        {
            return index == 0 ? "sh" : index <= Arguments.Count ? Arguments[index - 1] : null;
        }

        return name switch
        {
            "#" => Arguments.Count.ToString(),
            "?" => "0",
            _ => Variables.TryGetValue(name, out string? value) ? value : null,
        };
    }

    public override void Assign(string name, string value) => Variables[name] = value;

    public override string Substitute(Node? command) => command is SimpleCommand { Words: { Count: > 1 } words } && words[0].Plain == "echo"
        ? string.Join(" ", Expand("x " + words[1].LiteralText()).GetRange(1, 1)) : "";

    public override string SubstituteProcess(ProcessPart part) => "/dev/fd/63";

    public override string? HomeOf(string user) => user.Length == 0 ? Variables["HOME"] : user == "root" ? "/root" : null;

    public override void List(string directory, List<string> names)
    {
        if (Directories.TryGetValue(directory, out string[]? entries))
        {
            names.AddRange(entries);
        }
    }

    public override bool Exists(string path)
    {
        string plain = path.EndsWith("/.", StringComparison.Ordinal) ? path.Substring(0, path.Length - 2) : path;
        int slash = plain.LastIndexOf('/');
        string directory = slash < 0 ? "." : plain.Substring(0, slash);
        bool isEntry = Directories.TryGetValue(directory, out string[]? entries) && Array.IndexOf(entries, plain.Substring(slash + 1)) >= 0;
        return Directories.ContainsKey(plain) || (isEntry && plain == path);
    }

    public override Exception Fail(string message) => new InvalidOperationException(message);

    private sealed class DoubleContext : ParserContext
    {
        public Dictionary<string, Alias> Aliases { get; } = new();

        public override int CurrentLine => 1;

        public override Alias? FindAlias(string name) => Aliases.TryGetValue(name, out Alias? alias) ? alias : null;
    }
}
