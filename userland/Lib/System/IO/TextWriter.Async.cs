// SPDX-License-Identifier: MIT
using System.Threading;
using System.Threading.Tasks;

namespace System.IO;

// The async forms, on the thread pool.
public abstract partial class TextWriter : IAsyncDisposable
{
    public virtual Task WriteAsync(char value) => Task.Run(() => Write(value));

    public virtual Task WriteAsync(string? value) => Task.Run(() => Write(value));

    public virtual Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) => Task.Run(() => Write(buffer.Span), cancellationToken);

    public virtual Task WriteLineAsync() => Task.Run(() => WriteLine());

    public virtual Task WriteLineAsync(string? value) => Task.Run(() => WriteLine(value));

    public virtual Task FlushAsync() => Task.Run(Flush);

    public virtual Task FlushAsync(CancellationToken cancellationToken) => Task.Run(Flush, cancellationToken);

    public virtual async ValueTask DisposeAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        Dispose();
    }
}
