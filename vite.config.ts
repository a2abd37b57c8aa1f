// How the browser client is built (npm run build, npm start) and served in development, where the
// server mounts Vite in middleware mode on its own port.
import { defineConfig } from "vite";

export default defineConfig({
  root: "client",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    sourcemap: true,
    // Phaser alone is 1.6 MB; it loads after the landing page, and its size is no news.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        // Its own chunk: a release of ours leaves the browser's copy of Phaser valid.
        codeSplitting: { groups: [{ name: "phaser", test: /node_modules[\\/]phaser[\\/]/ }] },
      },
    },
  },
});
