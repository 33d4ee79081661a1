// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Builtins;
using Skift.Sh.Expansion;
using Skift.Sh.Syntax;
using Skift.Tools;

namespace Skift.Sh.Execution;

/// <summary>
/// One shell: its variables, functions, options, jobs and open files, and the evaluation of commands. The parts are in their own
/// files: <c>Shell.Evaluate.cs</c> (compound commands), <c>Shell.Simple.cs</c> (simple ones), <c>Shell.Fork.cs</c> (subshells,
/// pipelines, substitutions), <see cref="Redirector"/>, <see cref="JobTable"/>, <see cref="TrapTable"/>.
/// </summary>
internal sealed partial class Shell
{
    public Shell(string name, string[] environment)
    {
        ProgramName = BaseName(name);
        Arg0 = name;
        RootPid = Posix.Getpid();
        Output = new ToolWriter(Posix.STDOUT_FILENO);
        Errors = new ToolWriter(Posix.STDERR_FILENO, flushEachLine: true);
        Options = new Options();
        Commands = new CommandTable(this);
        Getopts = new GetoptsState();
        Variables = new Variables(this);
        Files = new Redirector(this);
        Jobs = new JobTable(this);
        Traps = new TrapTable(this);
        Context = new ShellParserContext(this);
        Expander = new Expander(new ShellExpansionHost(this));
        ImportEnvironment(environment);
    }

    /// <summary>The name of this program, for messages that are not about a line of a script.</summary>
    public string ProgramName { get; }

    /// <summary><c>$0</c>.</summary>
    public string Arg0 { get; set; }

    /// <summary><c>$$</c>: the process that the shell began as, also in subshells.</summary>
    public int RootPid { get; }

    /// <summary>How many forks lie between this process and the shell as it was started.</summary>
    public int SubshellDepth { get; private set; }

    public bool IsRoot => SubshellDepth == 0;

    /// <summary>Interactive, and not a subshell of such a shell.</summary>
    public bool IsInteractive => Options.Interactive && IsRoot;

    public Options Options { get; }

    public Variables Variables { get; }

    public CommandTable Commands { get; }

    public GetoptsState Getopts { get; }

    public Redirector Files { get; }

    public JobTable Jobs { get; }

    public TrapTable Traps { get; }

    public ParserContext Context { get; }

    public Expander Expander { get; }

    public ToolWriter Output { get; }

    public ToolWriter Errors { get; }

    public Dictionary<string, Alias> Aliases { get; } = new();

    public Dictionary<string, FunctionDefinition> Functions { get; } = new();

    /// <summary><c>$1</c> and so on.</summary>
    public List<string> Positional { get; set; } = new();

    /// <summary><c>$?</c>.</summary>
    public int LastStatus { get; set; }

    /// <summary><c>$!</c>; 0 if there has been no background command.</summary>
    public int LastBackgroundPid { get; set; }

    /// <summary><c>LINENO</c>.</summary>
    public int Line { get; set; }

    /// <summary>What messages name after <see cref="Arg0"/>: the builtin that runs, or the file that is read; null at a prompt.</summary>
    public string? CommandName { get; set; }

    /// <summary>Commands come from a file or string inside an interactive shell: messages carry a line number there too.</summary>
    public bool IsReadingFile { get; set; }

    private void ImportEnvironment(string[] environment)
    {
        for (int i = 0; i < environment.Length; i++)
        {
            int equals = environment[i].IndexOf('=');
            if (equals > 0 && Parser.IsName(environment[i].Substring(0, equals)))
            {
                string name = environment[i].Substring(0, equals);
                Variables.Set(name, environment[i].Substring(equals + 1));
                Variables.Export(name);
            }
        }

        // POSIX.1-2024 XCU 2.5.3: these are set whatever the environment says, or if it says nothing.
        Variables.Set("IFS", " \t\n");
        Variables.Set("OPTIND", "1");
        Variables.Set("PPID", Posix.Getppid().ToString());
        Variables.Set("LINENO", "0");
        Variables.Export("LINENO", isExported: false);
        Variables.Set("RANDOM", Posix.Getpid().ToString());
        SetDefault("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        SetDefault("PS1", Posix.Geteuid() == 0 ? "\\w # " : "\\w $ ");
        SetDefault("PS2", "> ");
        SetDefault("PS4", "+ ");
        InitializeWorkingDirectory();
    }

    private void SetDefault(string name, string value)
    {
        if (Variables.Get(name) == null)
        {
            Variables.Set(name, value);
        }
    }

    /// <summary>Evaluates every command of a source.</summary>
    /// <param name="source">Where the commands come from.</param>
    /// <param name="firstLine">Its first line's number.</param>
    /// <param name="flags">With <see cref="EvaluationFlags.Exits"/> nothing follows: the last command may take the shell's place.</param>
    public int RunSource(TextSource source, int firstLine, EvaluationFlags flags = EvaluationFlags.None)
    {
        Scanner scanner = new(source, firstLine);
        Parser parser = new(scanner, Context);
        int status = 0;
        while (true)
        {
            Node? node = ParseLine(parser);
            if (parser.IsAtEnd)
            {
                return status;
            }

            if (node != null && !Options.NoExec)
            {
                bool isLast = (flags & EvaluationFlags.Exits) != 0 && scanner.Peek() == Scanner.End;
                status = Evaluate(node, isLast ? flags : flags & EvaluationFlags.IsTested);
                if (Skip != SkipKind.None)
                {
                    return status;
                }
            }
        }
    }

    /// <summary>Evaluates a text, as <c>eval</c> and traps do. The line count goes on from the current command.</summary>
    public int RunText(string text, EvaluationFlags flags = EvaluationFlags.None) => RunSource(new StringSource(text), Line, flags);

    /// <summary>Parses the next line; a syntax error is reported and ends the script.</summary>
    public Node? ParseLine(Parser parser)
    {
        try
        {
            return parser.ParseLine();
        }
        catch (SyntaxError error)
        {
            Line = error.Line;
            throw Fail(error.Message);
        }
    }

    public static string BaseName(string path)
    {
        int slash = path.LastIndexOf('/');
        string name = slash >= 0 ? path.Substring(slash + 1) : path;
        return name.StartsWith('-') ? name.Substring(1) : name;
    }

    /// <summary>Writes a message with the place in front: <c>script: builtin: line 3: message</c>.</summary>
    public void Message(string text)
    {
        Output.Flush();
        Errors.Write(Arg0);
        Errors.Write(": ");
        if (CommandName != null)
        {
            if (CommandName != Arg0)
            {
                Errors.Write(CommandName);
                Errors.Write(": ");
            }

            if (!Options.Interactive || IsReadingFile)
            {
                Errors.Write("line ");
                Errors.Write(Line.ToString());
                Errors.Write(": ");
            }
        }

        Errors.WriteLine(text);
    }

    /// <summary>Writes a message; the answer is to be thrown: it ends the command, and a script with it.</summary>
    public ShellError Fail(string text)
    {
        Message(text);
        return new ShellError();
    }

    public ShellError Fail(string subject, Errno error) => Fail(subject + ": " + Posix.Strerror(error));
}
