// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Coreutils;
using Skift.Sh.Expansion;
using Skift.Tools;

namespace Skift.Sh.Builtins;

/// <summary>All builtins by name.</summary>
internal static class BuiltinTable
{
    private static Dictionary<string, Builtin>? s_table;

    /// <summary><c>[[</c> where it is a keyword: the right side of = is a pattern.</summary>
    public static Builtin Conditional { get; } = new("[[", static (shell, words) =>
        Test.Run(words.AsSpan(1), new BuiltinIO(shell, words[0]), static (text, pattern) => Pattern.Matches(pattern, text)));

    public static IReadOnlyCollection<string> Names => Table.Keys;

    private static Dictionary<string, Builtin> Table => s_table ??= Create();

    public static Builtin? Find(string name) => Table.TryGetValue(name, out Builtin? builtin) ? builtin : null;

    private static Dictionary<string, Builtin> Create()
    {
        Dictionary<string, Builtin> table = new();
        AddSpecial(table, ":", static (_, _) => 0);
        AddSpecial(table, ".", SourceBuiltins.Dot);
        AddSpecial(table, "source", SourceBuiltins.Dot);
        AddSpecial(table, "eval", SourceBuiltins.Eval);
        AddSpecial(table, "exec", FlowBuiltins.Exec);
        AddSpecial(table, "break", FlowBuiltins.Break);
        AddSpecial(table, "continue", FlowBuiltins.Break);
        AddSpecial(table, "exit", FlowBuiltins.Exit);
        AddSpecial(table, "return", FlowBuiltins.Return);
        AddSpecial(table, "set", SetBuiltin.Run);
        AddSpecial(table, "shift", SetBuiltin.Shift);
        AddSpecial(table, "times", LimitBuiltins.Times);
        AddSpecial(table, "trap", TrapBuiltin.Run);
        AddSpecial(table, "unset", VariableBuiltins.Unset);
        AddDeclaration(table, "export", VariableBuiltins.Export);
        AddDeclaration(table, "readonly", VariableBuiltins.Export);
        AddDeclaration(table, "local", VariableBuiltins.Local);
        table["alias"] = new Builtin("alias", AliasBuiltins.Alias, isDeclaration: true);
        Add(table, "unalias", AliasBuiltins.Unalias);
        Add(table, "bg", JobBuiltins.ForegroundOrBackground);
        Add(table, "fg", JobBuiltins.ForegroundOrBackground);
        Add(table, "jobs", JobBuiltins.Jobs);
        Add(table, "wait", JobBuiltins.Wait);
        Add(table, "kill", JobBuiltins.Kill);
        Add(table, "cd", DirectoryBuiltins.Cd);
        Add(table, "chdir", DirectoryBuiltins.Cd);
        Add(table, "pwd", DirectoryBuiltins.Pwd);
        Add(table, "command", NameBuiltins.Command);
        Add(table, "type", NameBuiltins.Type);
        Add(table, "hash", NameBuiltins.Hash);
        Add(table, "help", NameBuiltins.Help);
        Add(table, "history", HistoryBuiltin.Run);
        Add(table, "getopts", GetoptsBuiltin.Run);
        Add(table, "let", VariableBuiltins.Let);
        Add(table, "read", ReadBuiltin.Run);
        Add(table, "ulimit", LimitBuiltins.Ulimit);
        Add(table, "umask", LimitBuiltins.Umask);
        Add(table, "true", static (_, _) => 0);
        Add(table, "false", static (_, _) => 1);
        AddTool(table, "echo", Echo.Run);
        AddTool(table, "printf", Printf.Run);
        AddTool(table, "test", Test.Run);
        AddTool(table, "[", Test.Run);
        AddTool(table, "[[", Test.Run);
        return table;
    }

    private static void Add(Dictionary<string, Builtin> table, string name, BuiltinMain run) => table[name] = new Builtin(name, run);

    private static void AddSpecial(Dictionary<string, Builtin> table, string name, BuiltinMain run) =>
        table[name] = new Builtin(name, run, isSpecial: true);

    private static void AddDeclaration(Dictionary<string, Builtin> table, string name, BuiltinMain run) =>
        table[name] = new Builtin(name, run, isSpecial: true, isDeclaration: true);

    private static void AddTool(Dictionary<string, Builtin> table, string name, ToolMain tool) =>
        table[name] = new Builtin(name, (shell, words) => tool(words.AsSpan(1), new BuiltinIO(shell, words[0])));
}
