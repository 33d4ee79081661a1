// SPDX-License-Identifier: MIT
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace System.IO;

// The same without keeping a thread: the stream is asked asynchronously.
public partial class StreamReader
{
    public override Task<string?> ReadLineAsync() => ReadLineAsync(CancellationToken.None).AsTask();

    public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        CheckOpen();
        cancellationToken.ThrowIfCancellationRequested();
        StringBuilder? start = null;
        while (_position < _length || await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!TryTakeLine(ref start, out string? line, out bool isReturn)) continue;
            if (isReturn && (_position < _length || await FillAsync(cancellationToken).ConfigureAwait(false)) && _chars[_position] == '\n') _position++;
            return line;
        }

        return start?.ToString();
    }

    public override Task<string> ReadToEndAsync() => ReadToEndAsync(CancellationToken.None);

    public override async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        CheckOpen();
        cancellationToken.ThrowIfCancellationRequested();
        StringBuilder text = new();
        while (_position < _length || await FillAsync(cancellationToken).ConfigureAwait(false)) TakeAll(text);
        return text.ToString();
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        CheckOpen();
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty || (_position == _length && !await FillAsync(cancellationToken).ConfigureAwait(false))) return 0;
        return Take(buffer.Span);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        while (!_isAtEnd && Accept(await _stream.ReadAsync(_bytes.AsMemory(_held), cancellationToken).ConfigureAwait(false)))
        {
        }

        return _position < _length;
    }
}
