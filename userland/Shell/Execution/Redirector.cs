// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Expansion;
using Skift.Sh.Syntax;
using Skift.Tools;

namespace Skift.Sh.Execution;

/// <summary>What redirections have replaced, to be put back after the command.</summary>
internal sealed class RedirectionScope
{
    /// <summary>The descriptor and where its file was kept; -1 if it was closed.</summary>
    public readonly List<(int Descriptor, int Saved)> Replaced = new();
}

/// <summary>Redirections (POSIX.1-2024 XCU 2.7), and the descriptors that the shell itself keeps out of the way of scripts.</summary>
internal sealed partial class Redirector
{
    /// <summary>Descriptors below are the script's.</summary>
    private const int FirstPrivate = 10;
    private const int Closed = -1;

    private readonly Shell _shell;
    private readonly List<RedirectionScope> _scopes = new();

    public Redirector(Shell shell) => _shell = shell;

    public RedirectionScope Open()
    {
        RedirectionScope scope = new();
        _scopes.Add(scope);
        return scope;
    }

    /// <summary>Performs redirections in order; a failure is reported.</summary>
    /// <returns>0, or the status of the command that now does not run.</returns>
    public int TryApply(List<Redirection> redirections, RedirectionScope scope)
    {
        try
        {
            for (int i = 0; i < redirections.Count; i++)
            {
                Apply(redirections[i], scope);
            }

            return 0;
        }
        catch (ShellError)
        {
            return 1;
        }
    }

    /// <summary>Undoes what was done, last first.</summary>
    public void Restore(RedirectionScope scope)
    {
        _shell.Output.Flush();
        for (int i = scope.Replaced.Count - 1; i >= 0; i--)
        {
            (int descriptor, int saved) = scope.Replaced[i];
            if (saved == Closed)
            {
                _ = Posix.Close(descriptor);
            }
            else
            {
                _ = Posix.Dup2(saved, descriptor);
                _ = Posix.Close(saved);
            }
        }

        _scopes.Remove(scope);
    }

    /// <summary>Keeps the redirections for good (<c>exec</c>).</summary>
    public void Drop(RedirectionScope scope)
    {
        for (int i = 0; i < scope.Replaced.Count; i++)
        {
            if (scope.Replaced[i].Saved != Closed)
            {
                _ = Posix.Close(scope.Replaced[i].Saved);
            }
        }

        _scopes.Remove(scope);
    }

    private void Apply(Redirection redirection, RedirectionScope scope)
    {
        switch (redirection.Kind)
        {
            case RedirectionKind.HereDocument:
                Install(OpenText(_shell.Expander.ExpandText(redirection.Target, TildeMode.None)), redirection.Descriptor, scope);
                return;
            case RedirectionKind.HereString:
                Install(OpenText(_shell.Expander.ExpandText(redirection.Target) + "\n"), redirection.Descriptor, scope);
                return;
        }

        string target = _shell.Expander.ExpandText(redirection.Target);
        switch (redirection.Kind)
        {
            case RedirectionKind.DuplicateInput or RedirectionKind.DuplicateOutput:
                if (target == "-")
                {
                    Save(redirection.Descriptor, scope);
                    _ = Posix.Close(redirection.Descriptor);
                }
                else if (int.TryParse(target, out int source) && source >= 0)
                {
                    Duplicate(source, redirection.Descriptor, scope);
                }
                else if (redirection.Kind == RedirectionKind.DuplicateOutput && redirection.Descriptor == 1)
                {
                    OpenBoth(target, appends: false, scope);
                }
                else
                {
                    throw _shell.Fail("syntax error: bad fd number");
                }

                break;
            case RedirectionKind.OutputAndError or RedirectionKind.AppendOutputAndError:
                OpenBoth(target, redirection.Kind == RedirectionKind.AppendOutputAndError, scope);
                break;
            default:
                Install(OpenFile(redirection.Kind, target), redirection.Descriptor, scope);
                break;
        }
    }

    private void OpenBoth(string target, bool appends, RedirectionScope scope)
    {
        Install(OpenFile(appends ? RedirectionKind.Append : RedirectionKind.Output, target), 1, scope);
        Duplicate(1, 2, scope);
    }

    private int OpenFile(RedirectionKind kind, string path)
    {
        const StatMode Mode = (StatMode)0x1B6;
        OpenFlags flags = kind switch
        {
            RedirectionKind.Input => OpenFlags.O_RDONLY,
            RedirectionKind.ReadWrite => OpenFlags.O_RDWR | OpenFlags.O_CREAT,
            RedirectionKind.Append => OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_APPEND,
            _ => OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC,
        };
        if (kind == RedirectionKind.Output && _shell.Options.NoClobber)
        {
            // Only a regular file is worth protecting: > /dev/null stays possible (POSIX.1-2024 XCU 2.7.2).
            bool exists = Posix.Stat(path).Try(out Stat stat, out _);
            bool isRegular = (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFREG;
            flags = exists && !isRegular ? OpenFlags.O_WRONLY : OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
        }

        if (Posix.Open(path, flags, Mode).Try(out int descriptor, out Errno error))
        {
            return descriptor;
        }

        bool creates = kind != RedirectionKind.Input;
        string reason = error == Errno.ENOENT ? (creates ? "nonexistent directory" : "no such file") : Posix.Strerror(error);
        throw _shell.Fail((creates ? "can't create " : "can't open ") + path + ": " + reason);
    }

    /// <summary>A pipe that holds the text; a longer one is written by a child.</summary>
    private int OpenText(string text)
    {
        byte[] bytes = ByteString.Encode(text);
        Errno error = Posix.Pipe2(OpenFlags.O_RDONLY, out int readEnd, out int writeEnd);
        if (error != Errno.None)
        {
            throw _shell.Fail("can't create pipe", error);
        }

        if (bytes.Length <= FileConstants.PIPE_BUF)
        {
            _ = Posix.WriteAll(writeEnd, bytes);
        }
        else if (_shell.Fork(null, ForkMode.Helper) == 0)
        {
            _ = Posix.Close(readEnd);
            _ = Posix.DefaultSignal(Signal.SIGPIPE);
            _ = Posix.WriteAll(writeEnd, bytes);
            Posix.Exit(0);
        }

        _ = Posix.Close(writeEnd);
        return readEnd;
    }

    /// <summary>Puts a just opened file at the descriptor asked for.</summary>
    private void Install(int opened, int descriptor, RedirectionScope scope)
    {
        if (opened == descriptor)
        {
            // It was closed before, so afterwards it will be again.
            scope.Replaced.Add((descriptor, Closed));
            return;
        }

        Save(descriptor, scope);
        _ = Posix.Dup2(opened, descriptor);
        _ = Posix.Close(opened);
    }

    private void Duplicate(int source, int descriptor, RedirectionScope scope)
    {
        // The shell's own files are not there for scripts.
        if (IsPrivate(source) || Posix.Fcntl(source, FcntlCommand.F_GETFD).Error != Errno.None)
        {
            throw _shell.Fail(source.ToString(), Errno.EBADF);
        }

        if (source == descriptor)
        {
            return;
        }

        Save(descriptor, scope);
        if (!Posix.Dup2(source, descriptor).Try(out _, out Errno error))
        {
            throw _shell.Fail(descriptor.ToString(), error);
        }
    }

    /// <summary>Keeps the file at a descriptor before it is replaced: once in each scope.</summary>
    private void Save(int descriptor, RedirectionScope scope)
    {
        if (descriptor <= 2)
        {
            _shell.Output.Flush();
        }

        MovePrivate(descriptor);
        for (int i = 0; i < scope.Replaced.Count; i++)
        {
            if (scope.Replaced[i].Descriptor == descriptor)
            {
                return;
            }
        }

        bool isOpen = Posix.Fcntl(descriptor, FcntlCommand.F_DUPFD_CLOEXEC, FirstPrivate).Try(out int saved, out _);
        scope.Replaced.Add((descriptor, isOpen ? saved : Closed));
    }
}
