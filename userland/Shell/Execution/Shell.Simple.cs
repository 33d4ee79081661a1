// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Builtins;
using Skift.Sh.Expansion;
using Skift.Sh.Syntax;
using Skift.Tools;

namespace Skift.Sh.Execution;

/// <summary>Evaluation of simple commands (POSIX.1-2024 XCU 2.9.1).</summary>
internal sealed partial class Shell
{
    private const int CannotExecute = 126;
    private const int NotFound = 127;

    /// <summary>A function that calls itself for ever must end before the stack does.</summary>
    private const int MaxFunctionDepth = 1000;

    /// <summary>Status of the last command substitution in the words of the command.</summary>
    public int SubstitutionStatus { get; set; }

    /// <summary>The status of the builtin that runs is tested, which <c>eval</c> hands on to its commands.</summary>
    public bool IsTested { get; private set; }

    private bool _isTracing;

    private int EvaluateSimple(SimpleCommand command, EvaluationFlags flags)
    {
        Line = command.Line;
        SubstitutionStatus = 0;
        int processFiles = Files.ProcessFileCount;
        Invocation invocation = new();
        ExpandWords(command, invocation);

        // Assignments before a command that is not special are for that command only; a function may make locals.
        bool isFunction = invocation.Words.Count > 0 && !invocation.SkipsFunctions && Functions.ContainsKey(invocation.Words[0]);
        bool hasScope = invocation.Words.Count > 0 && !invocation.IsSpecial && (isFunction || command.Assignments.Count > 0);
        if (hasScope)
        {
            Variables.PushScope();
        }

        RedirectionScope? scope = command.Redirections == null ? null : Files.Open();
        try
        {
            return Run(command, invocation, scope, flags, hasScope);
        }
        finally
        {
            if (scope != null && invocation.IsExec)
            {
                Files.Drop(scope);
            }
            else if (scope != null)
            {
                Files.Restore(scope);
            }

            Files.CloseProcessFiles(processFiles);
            if (hasScope)
            {
                Variables.PopScope();
            }
        }
    }

    private int Run(SimpleCommand command, Invocation invocation, RedirectionScope? scope, EvaluationFlags flags, bool hasScope)
    {
        int status = scope == null ? 0 : Files.TryApply(command.Redirections!, scope);
        if (status != 0)
        {
            LastStatus = status;
            return invocation.IsSpecial ? throw new ShellError(status) : status;
        }

        List<string>? trace = Options.XTrace && !_isTracing ? new List<string>() : null;
        for (int i = 0; i < command.Assignments.Count; i++)
        {
            Assignment assignment = command.Assignments[i];
            string value = Expander.ExpandText(assignment.Value, TildeMode.Assignment);
            if (hasScope)
            {
                Variables.MakeLocal(assignment.Name, keepsValue: true);
            }

            Variables.Set(assignment.Name, value);
            if (hasScope || (invocation.IsExec && invocation.Words.Count > 1))
            {
                Variables.Export(assignment.Name);
            }

            trace?.Add(assignment.Name + "=" + Quoting.QuoteIfNeeded(value));
        }

        if (trace != null)
        {
            Trace(trace, invocation.Words, scope);
        }

        return invocation.Words.Count == 0 ? SubstitutionStatus : Dispatch(invocation, command, flags);
    }

    /// <summary>
    /// Expands the words. The first decides how the others are expanded: what <c>export</c> and the like assign is not split
    /// (POSIX.1-2024 XCU 2.9.1.1), and <c>command</c> takes away what is special about the next word.
    /// </summary>
    private void ExpandWords(SimpleCommand command, Invocation invocation)
    {
        List<string> words = invocation.Words;
        int next = 0;
        while (next < command.Words.Count && words.Count == 0)
        {
            Expander.ExpandFields(command.Words[next++], words);
        }

        if (words.Count == 0)
        {
            return;
        }

        if (command.IsConditional)
        {
            for (; next < command.Words.Count; next++)
            {
                words.Add(ExpandConditional(command, next));
            }
        }

        bool skipsFunctions = false;
        Builtin? builtin = FindBuiltin(words[0], skipsFunctions);
        invocation.IsSpecial = builtin is { IsSpecial: true };
        bool isDeclaration = builtin is { IsDeclaration: true };
        bool isCommand = builtin != null && words[0] == "command";
        for (; next < command.Words.Count; next++)
        {
            Word word = command.Words[next];
            if (isDeclaration && Parser.SplitAssignment(word) is { } assignment)
            {
                words.Add(assignment.Name + "=" + Expander.ExpandText(assignment.Value, TildeMode.Assignment));
            }
            else
            {
                Expander.ExpandFields(word, words);
            }

            // "command export x=$y": the word after command decides.
            if (isCommand && words.Count > 1 && !words[words.Count - 1].StartsWith('-'))
            {
                isCommand = false;
                isDeclaration = FindBuiltin(words[words.Count - 1], skipsFunctions: true) is { IsDeclaration: true };
            }
        }

        ApplyCommandPrefix(invocation);
        invocation.IsExec = FindBuiltin(invocation.Words[0], invocation.SkipsFunctions)?.Name == "exec";
    }

    /// <summary><c>command [-p] name …</c> is removed here, so that the rest runs as if it had been written alone but for functions.</summary>
    private void ApplyCommandPrefix(Invocation invocation)
    {
        List<string> words = invocation.Words;
        while (words[0] == "command" && FindBuiltin("command", invocation.SkipsFunctions) != null)
        {
            int first = 1;
            bool usesDefaultPath = false;
            while (first < words.Count && words[first] is "-p" or "--")
            {
                usesDefaultPath |= words[first] == "-p";
                if (words[first++] == "--")
                {
                    break;
                }
            }

            // -v and -V, and nothing at all, are for the builtin.
            if (first == words.Count || (words[first].StartsWith('-') && words[first].Length > 1))
            {
                return;
            }

            words.RemoveRange(0, first);
            invocation.SkipsFunctions = true;
            invocation.UsesDefaultPath |= usesDefaultPath;
        }
    }

    private Builtin? FindBuiltin(string name, bool skipsFunctions) =>
        !skipsFunctions && Functions.ContainsKey(name) ? null : BuiltinTable.Find(name);

    /// <summary>In <c>[[ ]]</c> nothing is split, and after = == != stands a pattern.</summary>
    private string ExpandConditional(SimpleCommand command, int index)
    {
        bool isPattern = command.Words[index - 1].Plain is "=" or "==" or "!=";
        return isPattern ? Expander.ExpandPattern(command.Words[index]) : Expander.ExpandText(command.Words[index]);
    }

    private int Dispatch(Invocation invocation, SimpleCommand command, EvaluationFlags flags)
    {
        string name = invocation.Words[0];
        if (!invocation.SkipsFunctions && Functions.TryGetValue(name, out FunctionDefinition? function))
        {
            return CallFunction(function, invocation.Words, flags);
        }

        if (BuiltinTable.Find(name) is { } builtin)
        {
            return command.IsConditional ? RunBuiltin(BuiltinTable.Conditional, invocation, flags) : RunBuiltin(builtin, invocation, flags);
        }

        return RunProgram(invocation, command.Text, flags);
    }

    private int RunBuiltin(Builtin builtin, Invocation invocation, EvaluationFlags flags)
    {
        string? outerName = CommandName;
        int outerLoops = LoopDepth;
        CommandName = invocation.Words[0];
        IsTested = (flags & EvaluationFlags.IsTested) != 0;
        try
        {
            string[] words = invocation.Words.ToArray();
            int status = builtin.Run(this, words);
            Output.Flush();
            if (Output.Error != Errno.None)
            {
                Errno error = Output.Error;
                Output.ClearError();
                Errors.WriteLine(ProgramName + ": write error: " + Posix.Strerror(error));
                status = status == 0 ? 1 : status;
            }

            return status;
        }
        catch (ShellError error) when (!invocation.IsSpecial)
        {
            // "command eval" may have failed inside loops of its own.
            LoopDepth = outerLoops;
            return error.Status;
        }
        finally
        {
            CommandName = outerName;
        }
    }

    private int CallFunction(FunctionDefinition function, List<string> words, EvaluationFlags flags)
    {
        if (FunctionDepth >= MaxFunctionDepth)
        {
            throw Fail(words[0] + ": function nesting too deep");
        }

        List<string> outerPositional = Positional;
        GetoptsState outerGetopts = Getopts.Save();
        int outerLoops = LoopDepth;
        Positional = words.GetRange(1, words.Count - 1);
        LoopDepth = 0;
        FunctionDepth++;
        try
        {
            int status = Evaluate(function.Body, flags & EvaluationFlags.IsTested);
            if (Skip == SkipKind.Return)
            {
                Skip = SkipKind.None;
            }

            return status;
        }
        finally
        {
            FunctionDepth--;
            LoopDepth = outerLoops;
            Positional = outerPositional;
            Getopts.Restore(outerGetopts);
        }
    }

    private int RunProgram(Invocation invocation, string text, EvaluationFlags flags)
    {
        string name = invocation.Words[0];
        string? path = Commands.Find(name, invocation.UsesDefaultPath, out Errno error);
        if (path == null)
        {
            Message(name + ": " + (error == Errno.ENOENT ? "not found" : Posix.Strerror(error)));
            return NotFound;
        }

        if ((flags & EvaluationFlags.Exits) != 0 && !Traps.HasActions && !Options.Monitor)
        {
            Execute(path, invocation.Words);
        }

        Job job = Jobs.Create(text, HasJobControl);
        int pid = Fork(job, ForkMode.Foreground, text);
        if (pid == 0)
        {
            ExecuteInChild(path, invocation.Words);
        }

        return Jobs.WaitFor(job);
    }

    /// <summary>The child must not return through the frames it shares with its parent.</summary>
    private void ExecuteInChild(string path, List<string> words)
    {
        try
        {
            Execute(path, words);
        }
        catch (ExitRequest exit)
        {
            Posix.Exit(exit.Status);
        }
    }

    /// <summary>Replaces the process by a program; a failure ends it with the status for that.</summary>
    public void Execute(string path, List<string> words)
    {
        string[] arguments = words.ToArray();
        string[] environment = Variables.ToEnvironment();
        Errno error = Posix.Execve(path, arguments, environment);
        if (error == Errno.ENOEXEC && IsText(path))
        {
            // A script without #!: this shell runs it (POSIX.1-2024 XCU 2.9.1.6).
            List<string> script = new() { ProgramName, path };
            script.AddRange(words.GetRange(1, words.Count - 1));
            _ = Posix.Execve("/proc/self/exe", script.ToArray(), environment);
            error = Posix.Execve("/bin/sh", script.ToArray(), environment);
        }

        bool isMissing = error is Errno.ENOENT or Errno.ENOTDIR;
        Message(words[0] + ": " + (isMissing ? "not found" : Posix.Strerror(error)));
        throw new ExitRequest(isMissing ? NotFound : CannotExecute);
    }

    /// <summary>A file with a NUL in its first line is a program for some other machine, not a script.</summary>
    private static bool IsText(string path)
    {
        byte[] start = new byte[256];
        if (!Posix.Open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int descriptor, out _))
        {
            return false;
        }

        _ = Posix.Read(descriptor, start).Try(out int count, out _);
        _ = Posix.Close(descriptor);
        int line = Array.IndexOf(start, (byte)'\n', 0, count);
        return Array.IndexOf(start, (byte)0, 0, line < 0 ? count : line) < 0;
    }

    /// <summary>Shows a command before it runs (<c>set -x</c>).</summary>
    private void Trace(List<string> assignments, List<string> words, RedirectionScope? scope)
    {
        _isTracing = true;
        StringBuilder line = new(ExpandPrompt(Variables.Get("PS4") ?? ""));
        _isTracing = false;
        string separator = "";
        for (int i = 0; i < assignments.Count; i++)
        {
            line.Append(separator).Append(assignments[i]);
            separator = " ";
        }

        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            line.Append(separator).Append(Keywords.IsKeyword(word) ? Quoting.Quote(word) : Quoting.QuoteIfNeeded(word));
            separator = " ";
        }

        Output.Flush();
        ToolWriter writer = Redirector.TraceWriter(scope) ?? Errors;
        writer.WriteLine(line.ToString());
        writer.Flush();
    }

    /// <summary>Expands parameters, commands and arithmetic in the text of a prompt.</summary>
    public string ExpandPrompt(string text) => text.Contains('$') || text.Contains('`') || text.Contains('\\')
        ? Expander.ExpandText(Context.ParsePrompt(text), TildeMode.None)
        : text;

    /// <summary>A simple command with its words expanded.</summary>
    private sealed class Invocation
    {
        public readonly List<string> Words = new();
        public bool IsSpecial;
        public bool IsExec;
        public bool SkipsFunctions;
        public bool UsesDefaultPath;
    }
}
