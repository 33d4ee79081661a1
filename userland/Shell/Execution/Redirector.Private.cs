// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Sh.Execution;

/// <summary>The shell's own descriptors: scripts being read, saved files, the terminal.</summary>
internal sealed partial class Redirector
{
    private readonly List<PrivateFile> _inputs = new();
    private readonly List<int> _processFiles = new();

    public int ProcessFileCount => _processFiles.Count;

    /// <summary>Where <c>set -x</c> writes if the traced command's own standard error is redirected: to the one before.</summary>
    public static ToolWriter? TraceWriter(RedirectionScope? scope)
    {
        for (int i = 0; scope != null && i < scope.Replaced.Count; i++)
        {
            if (scope.Replaced[i] is (2, > 2))
            {
                return new ToolWriter(scope.Replaced[i].Saved);
            }
        }

        return null;
    }

    /// <summary>Moves an open file out of the scripts' way; it is closed when a program is executed.</summary>
    public PrivateFile Adopt(int descriptor)
    {
        PrivateFile file = new() { Descriptor = descriptor };
        Move(file);
        _inputs.Add(file);
        return file;
    }

    public void Release(PrivateFile file)
    {
        if (_inputs.Remove(file))
        {
            _ = Posix.Close(file.Descriptor);
        }
    }

    /// <summary>A pipe of a process substitution, open until the command that names it has ended.</summary>
    public void AddProcessFile(int descriptor) => _processFiles.Add(descriptor);

    public void CloseProcessFiles(int count)
    {
        while (_processFiles.Count > count)
        {
            _ = Posix.Close(_processFiles[_processFiles.Count - 1]);
            _processFiles.RemoveAt(_processFiles.Count - 1);
        }
    }

    private bool IsPrivate(int descriptor)
    {
        for (int i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i].Descriptor == descriptor)
            {
                return true;
            }
        }

        for (int i = 0; i < _scopes.Count; i++)
        {
            if (FindSaved(_scopes[i], descriptor) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A script wants this number: whatever of the shell's is there goes elsewhere.</summary>
    private void MovePrivate(int descriptor)
    {
        for (int i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i].Descriptor == descriptor)
            {
                Move(_inputs[i]);
            }
        }

        for (int i = 0; i < _scopes.Count; i++)
        {
            int index = FindSaved(_scopes[i], descriptor);
            if (index >= 0 && Posix.Fcntl(descriptor, FcntlCommand.F_DUPFD_CLOEXEC, descriptor + 1).Try(out int moved, out _))
            {
                _ = Posix.Close(descriptor);
                _scopes[i].Replaced[index] = (_scopes[i].Replaced[index].Descriptor, moved);
            }
        }
    }

    private static int FindSaved(RedirectionScope scope, int descriptor)
    {
        for (int i = 0; i < scope.Replaced.Count; i++)
        {
            if (scope.Replaced[i].Saved == descriptor)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Move(PrivateFile file)
    {
        int lowest = file.Descriptor >= FirstPrivate ? file.Descriptor + 1 : FirstPrivate;
        if (Posix.Fcntl(file.Descriptor, FcntlCommand.F_DUPFD_CLOEXEC, lowest).Try(out int moved, out _))
        {
            _ = Posix.Close(file.Descriptor);
            file.Descriptor = moved;
        }
    }
}

/// <summary>A descriptor of the shell's own, which may have to move.</summary>
internal sealed class PrivateFile
{
    public int Descriptor { get; set; }
}
