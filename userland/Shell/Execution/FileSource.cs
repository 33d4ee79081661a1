// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Syntax;
using Skift.Tools;

namespace Skift.Sh.Execution;

/// <summary>Reads commands from a file, block by block.</summary>
internal sealed class FileSource : TextSource
{
    private readonly Shell _shell;
    private readonly PrivateFile _file;
    private readonly TextDecoder _decoder = new();
    private readonly byte[] _block = new byte[4096];
    private bool _isAtEnd;

    public FileSource(Shell shell, PrivateFile file)
    {
        _shell = shell;
        _file = file;
    }

    public override string? Read(bool isContinuation)
    {
        while (!_isAtEnd)
        {
            if (!Posix.Read(_file.Descriptor, _block).Try(out int count, out Errno error))
            {
                if (error == Errno.EINTR)
                {
                    continue;
                }

                count = 0;
            }

            _isAtEnd = count == 0;
            string text = _isAtEnd ? _decoder.Finish() : _decoder.Decode(_block.AsSpan(0, count));
            if (_shell.Options.Verbose)
            {
                _shell.Errors.Write(text);
                _shell.Errors.Flush();
            }

            if (text.Length > 0)
            {
                return text.Contains('\0') ? text.Replace("\0", "") : text;
            }
        }

        return null;
    }
}

/// <summary>Reads commands from standard input, never further than the newline: the rest is for the commands themselves.</summary>
internal sealed class StandardInputSource : TextSource
{
    private const int BlockSize = 1024;

    private readonly Shell _shell;
    private readonly byte[] _block = new byte[BlockSize];

    public StandardInputSource(Shell shell) => _shell = shell;

    public override string? Read(bool isContinuation)
    {
        StringBuilder line = new();
        TextDecoder decoder = new();

        // In a file one can go back to the newline; anywhere else only single bytes are sure not to take too much.
        bool canSeek = Posix.Lseek(Posix.STDIN_FILENO, 0, SeekWhence.SEEK_CUR).Error == Errno.None;
        bool hasNewline = false;
        while (!hasNewline)
        {
            if (!Posix.Read(Posix.STDIN_FILENO, _block.AsSpan(0, canSeek ? BlockSize : 1)).Try(out int count, out Errno error) && error == Errno.EINTR)
            {
                _shell.Traps.RunPending();
                continue;
            }

            if (count <= 0)
            {
                break;
            }

            int newline = _block.AsSpan(0, count).IndexOf((byte)'\n');
            hasNewline = newline >= 0;
            if (hasNewline && newline + 1 < count)
            {
                _ = Posix.Lseek(Posix.STDIN_FILENO, newline + 1 - count, SeekWhence.SEEK_CUR);
                count = newline + 1;
            }

            line.Append(decoder.Decode(_block.AsSpan(0, count)));
        }

        line.Append(decoder.Finish());
        string text = line.ToString();
        if (_shell.Options.Verbose)
        {
            _shell.Errors.Write(text);
            _shell.Errors.Flush();
        }

        return text.Length == 0 ? null : text.Contains('\0') ? text.Replace("\0", "") : text;
    }
}
