# Two stages: the first has what better-sqlite3 may need to compile, the second only what runs.
FROM node:22-bookworm AS build
WORKDIR /app
COPY . .
RUN npm ci

FROM node:22-bookworm-slim
WORKDIR /app
COPY --from=build /app /app
ENV DATABASE_PATH=/app/data/store/shinchaku.db INBOX_DIR=/app/data/inbox
VOLUME ["/app/data/store", "/app/data/inbox"]
CMD ["node", "--max-old-space-size=512", "dist/src/main.js", "start"]
