// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>
/// The entry point of a tool. <paramref name="args"/> has no tool name in front (that is <see cref="ToolIO.Name"/>);
/// the result is the exit status. The caller finishes with <see cref="ToolIO.Finish"/>.
/// </summary>
/// <remarks>The same method serves the tool as a program and as a builtin of the shell, so it must not exit or keep state.</remarks>
public delegate int ToolMain(ReadOnlySpan<string> args, ToolIO io);

/// <summary>What a tool may talk to: its name, buffered standard output and error, and standard input's descriptor.</summary>
public class ToolIO
{
    public ToolIO(string name, string helpText = "", int input = 0, int output = 1, int error = 2)
    {
        Name = name;
        HelpText = helpText;
        Input = input;
        Out = new ToolWriter(output);
        Err = new ToolWriter(error, flushEachLine: true);
    }

    /// <summary>For a program that runs tools inside itself and lends them its own writers.</summary>
    protected ToolIO(string name, ToolWriter output, ToolWriter error)
    {
        Name = name;
        HelpText = "";
        Out = output;
        Err = error;
    }

    /// <summary>How the tool was called; the prefix of its messages.</summary>
    public string Name { get; }

    /// <summary>What <c>--help</c> prints: a usage line, what the tool does, its options.</summary>
    public string HelpText { get; }

    public int Input { get; }

    public ToolWriter Out { get; }

    public ToolWriter Err { get; }

    /// <summary>Writes <c>name: message</c> to standard error.</summary>
    /// <remarks>Pending output goes first, so that both appear in the order they were made.</remarks>
    public virtual void Warn(string message)
    {
        Out.Flush();
        Err.Write(Name);
        Err.Write(": ");
        Err.WriteLine(message);
    }

    /// <summary>Writes <c>name: subject: reason</c>, as <c>perror(3)</c> does.</summary>
    public void Warn(string subject, Errno error) => Warn(subject + ": " + Posix.Strerror(error));

    /// <summary>Warns and gives the exit status for it: <c>return io.Fail("missing operand");</c></summary>
    public int Fail(string message, int status = 1)
    {
        Warn(message);
        return status;
    }

    public int Fail(string subject, Errno error, int status = 1)
    {
        Warn(subject, error);
        return status;
    }

    /// <summary>A wrong command line: the message, then where to find help.</summary>
    public virtual int FailUsage(string message, int status = 1)
    {
        Warn(message);
        Err.WriteLine("Try '" + Name + " --help' for more information.");
        return status;
    }

    /// <summary>Flushes; a tool whose output was lost has failed, whatever it thinks itself.</summary>
    public virtual int Finish(int status)
    {
        Out.Flush();
        if (Out.Error != Errno.None)
        {
            Warn("write error", Out.Error);
            status = status == 0 ? 1 : status;
        }

        Err.Flush();
        return status;
    }
}
