ARG NODE_TAG=24-bookworm-slim

# The package manifests alone: what is installed changes only when they do, not with every edit of the source.
FROM node:${NODE_TAG} AS manifests
WORKDIR /app
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete \
  && find . -type d -empty -delete

FROM node:${NODE_TAG} AS web
WORKDIR /app
COPY --from=manifests /app .
# No install script is needed: the image has its own Node.
RUN npm ci --ignore-scripts --workspace apps/web
COPY tsconfig.base.json .
COPY packages packages
COPY apps/web apps/web
RUN npm run build --workspace apps/web

FROM node:${NODE_TAG} AS packages
WORKDIR /app
COPY --from=manifests /app .
RUN npm ci --ignore-scripts --omit=dev --workspace apps/server

FROM node:${NODE_TAG}
ENV NODE_ENV=production DRAWBRIDGE_DATA=/data
WORKDIR /app
COPY --from=packages /app .
COPY packages packages
COPY apps/server apps/server
COPY --from=web /app/apps/web/dist apps/web/dist
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3000
# In bash, because starting a Node every five seconds would cost more than an idle server.
HEALTHCHECK --interval=5s --timeout=10s --start-period=120s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PORT:-3000} && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
STOPSIGNAL SIGTERM
CMD ["node", "apps/server/bin/drawbridge.js"]
